package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"lumbung/sync/server"
)

func (p *program) activationCode() *cobra.Command {
	var name, village string
	c := &cobra.Command{
		Use: "activation-code", Short: p.say("lumbungd.activation.short"), Args: p.noArgs,
		RunE: func(c *cobra.Command, _ []string) (err error) {
			s, err := p.open(c.Context(), server.Options{})
			if err != nil {
				return err
			}
			defer closing(s, &err)
			code, err := s.ActivationCode(c.Context(), name, village)
			if err != nil {
				return err
			}
			return p.print(p.say("lumbungd.activation.done", code, name, village), map[string]string{"code": code})
		},
	}
	c.Flags().StringVar(&name, "name", "", p.say("lumbungd.flag.coop-name"))
	c.Flags().StringVar(&village, "village", "", p.say("lumbungd.flag.village"))
	return c
}

func (p *program) officer() *cobra.Command {
	c := &cobra.Command{
		Use: "officer", Short: p.say("lumbungd.officer.short"), Args: p.noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	var region string
	add := &cobra.Command{
		Use: "add NAME", Short: p.say("lumbungd.officer.add.short"),
		RunE: func(c *cobra.Command, args []string) (err error) {
			if len(args) != 1 {
				return misuse("lumbungd.problem.officer-name")
			}
			if !c.Flags().Changed("region") {
				return misuse("lumbungd.problem.region")
			}
			s, err := p.open(c.Context(), server.Options{})
			if err != nil {
				return err
			}
			defer closing(s, &err)
			told, err := s.AddOfficer(c.Context(), args[0], region)
			if err != nil {
				return err
			}
			text := p.say("lumbungd.officer.done", args[0], told.Passphrase, told.Secret, told.Address)
			return p.print(text, map[string]string{
				"name": args[0], "region": region, "passphrase": told.Passphrase, "secret": told.Secret,
				"address": told.Address,
			})
		},
	}
	add.Flags().StringVar(&region, "region", "", p.say("lumbungd.flag.region"))
	c.AddCommand(add)
	return c
}

func (p *program) check() *cobra.Command {
	return &cobra.Command{
		Use: "check", Short: p.say("lumbungd.check.short"), Args: p.noArgs,
		RunE: func(c *cobra.Command, _ []string) (err error) {
			s, err := p.open(c.Context(), server.Options{})
			if err != nil {
				return err
			}
			defer closing(s, &err)
			found := []server.Fault{}
			cooperatives, changes, err := s.Check(c.Context(), func(f server.Fault) { found = append(found, f) })
			if err != nil {
				return err
			}
			text := p.say("lumbungd.check.done", cooperatives, changes)
			for _, f := range found {
				text += "\n" + p.say("lumbungd.check.fault."+f.Kind, f.Cooperative, f.Detail)
			}
			err = p.print(text, map[string]any{"cooperatives": cooperatives, "changes": changes, "faults": found})
			if err == nil && len(found) > 0 {
				err = fmt.Errorf("%w: %d", errFound, len(found))
			}
			return err
		},
	}
}

func (p *program) distribute() *cobra.Command {
	return &cobra.Command{
		Use: "distribute", Short: p.say("lumbungd.distribute.short"), Args: p.noArgs,
		RunE: func(*cobra.Command, []string) error { return misuse("lumbungd.problem.later", "distribute") },
	}
}
