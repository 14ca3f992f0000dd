package main

import (
	"bufio"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func init() { cobra.EnableCommandSorting = false } // help lists commands in the order of a village's work

// endless stands for "as many arguments as one likes".
const endless = 1 << 20

// order is what a command is made from. Its help is the texts ctl.<key> and, where more is to be said, ctl.<key>.more.
type order struct {
	use   string // as typed: "import FILE.csv"
	key   string
	least int // arguments
	most  int
	flags func(*pflag.FlagSet)
	run   func(args []string) (answer, error)
}

// command makes a cobra command that speaks the person's language and prints one answer.
func (p *program) command(o order) *cobra.Command {
	c := &cobra.Command{
		Use:   o.use,
		Short: p.say.text("ctl." + o.key),
		Args: func(c *cobra.Command, args []string) error {
			if len(args) < o.least || len(args) > o.most {
				return wrongUse("ctl.use.arguments", c.UseLine(), len(args))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			a, err := o.run(args)
			if err != nil {
				return err
			}
			return p.show(a)
		},
	}
	if more, known := p.say.texts["ctl."+o.key+".more"]; known {
		c.Long = c.Short + "\n\n" + more
	}
	c.DisableFlagsInUseLine = true
	if o.flags != nil {
		o.flags(c.Flags())
	}
	return c
}

// group makes a command that only holds others.
func (p *program) group(name, key string, inside ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{Use: name, Short: p.say.text("ctl." + key), Args: cobra.ArbitraryArgs}
	c.DisableFlagsInUseLine = true
	c.RunE = func(c *cobra.Command, args []string) error {
		var names []string
		for _, child := range c.Commands() {
			if !child.Hidden {
				names = append(names, child.Name())
			}
		}
		known := strings.Join(names, ", ")
		if len(args) == 0 {
			return wrongUse("ctl.use.command-missing", c.CommandPath(), known)
		}
		return wrongUse("ctl.use.command-unknown", c.CommandPath()+" "+args[0], known)
	}
	c.AddCommand(inside...)
	return c
}

// commands are all commands, in the order of the contract.
func (p *program) commands() []*cobra.Command {
	all := []*cobra.Command{p.createCommand()}
	all = append(all, p.upkeepCommands()...)
	all = append(all, p.backupCommands()...)
	all = append(
		all, p.accountsCommand(), p.membersCommand(), p.entriesCommand(), p.openingCommand(), p.postCommand(),
		p.occasionsCommand(), p.reverseCommand(), p.takeoverCommand(), p.reportCommand(), p.exportCommand(),
		p.closeCommand(), p.reopenCommand(), p.keyCommand(), p.pinCommand(), p.restoreCommand(), p.introduceCommand(),
		p.findingsCommand(), p.evidenceCommand(), p.exceptionsCommand(), p.outletsCommand(), p.ratesCommand(),
		p.fileCommand(), p.demoCommand(),
		p.loanCommand(), p.surplusCommand(),
	)
	return append(append(all, p.deviceCommands()...), p.syncCommands()...)
}

// root is the command tree.
func (p *program) root() *cobra.Command {
	root := p.group("lumbungctl COMMAND", "root", p.commands()...)
	root.Long = p.say.text("ctl.root") + "\n\n" + p.say.text("ctl.root.more")
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.DisableDefaultCmd = true
	root.SuggestionsMinimumDistance = 2
	root.SetIn(p.in)
	root.SetOut(p.out)
	root.SetErr(p.errs)
	flags := root.PersistentFlags()
	flags.StringVar(&p.file, "book", "", p.say.text("ctl.flag.book"))
	flags.StringVar(&p.as, "as", "", p.say.text("ctl.flag.as"))
	flags.StringVar(&p.lang, "lang", p.say.lang, p.say.text("ctl.flag.lang"))
	flags.BoolVar(&p.json, "json", p.json, p.say.text("ctl.flag.json"))
	flags.BoolP("help", "h", false, p.say.text("ctl.flag.help"))
	root.SetHelpCommand(p.helpCommand(root))
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { _ = p.show(p.help(c)) })
	return root
}

func (p *program) helpCommand(root *cobra.Command) *cobra.Command {
	return p.command(order{use: "help [COMMAND]", key: "help", most: endless, run: func(args []string) (answer, error) {
		c, rest, err := root.Find(args)
		if err != nil || len(rest) > 0 {
			return answer{}, wrongUse("ctl.use.command-unknown", "lumbungctl "+strings.Join(args, " "), p.names(root))
		}
		return p.help(c), nil
	}})
}

func (p *program) names(c *cobra.Command) string {
	var names []string
	for _, child := range c.Commands() {
		if !child.Hidden {
			names = append(names, child.Name())
		}
	}
	return strings.Join(names, ", ")
}

// help is the page that --help shows.
func (p *program) help(c *cobra.Command) answer {
	type entry struct {
		Name string `json:"name"`
		Does string `json:"does"`
	}
	inside, flags := []entry{}, []entry{} // in JSON none is [], never null
	for _, child := range c.Commands() {
		if !child.Hidden {
			inside = append(inside, entry{child.Use, child.Short})
		}
	}
	add := func(f *pflag.Flag) {
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if value, usage := pflag.UnquoteUsage(f); value != "" && f.Value.Type() != "bool" {
			flags = append(flags, entry{name + " " + strings.ToUpper(value), usage})
		} else {
			flags = append(flags, entry{name, usage})
		}
	}
	c.LocalNonPersistentFlags().VisitAll(add)
	c.InheritedFlags().VisitAll(add)
	if !c.HasParent() {
		c.PersistentFlags().VisitAll(add)
	}
	long := c.Long
	if long == "" {
		long = c.Short
	}
	return answer{
		object: map[string]any{"use": c.UseLine(), "does": long, "commands": inside, "flags": flags},
		people: func(w *bufio.Writer) error {
			write := func(title string, list []entry) {
				if len(list) == 0 {
					return
				}
				w.WriteString("\n" + p.say.text(title) + "\n")
				t := newGrid(left, left)
				for _, e := range list {
					t.row("  "+e.Name, e.Does)
				}
				t.write(w)
			}
			w.WriteString(long + "\n\n" + p.say.text("ctl.help.use", c.UseLine()) + "\n")
			write("ctl.help.commands", inside)
			write("ctl.help.flags", flags)
			return nil
		},
	}
}
