package server

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"lumbung/store/coop"
)

// standing is a cooperative as the district's list shows it.
type standing struct {
	ID        coop.ID // zero: a code was handed out and not used yet
	Name      string
	Village   string
	HeardAt   int64 // microseconds; 0: never
	HeardHow  int64
	Entries   int64 // this month
	LastEntry coop.Date
	Members   int64
	Exception int64
	Findings  int64
	Chain     int64
	Closed    coop.Date
	Active    bool // recorded something this month or the last
	Late      bool // enrolled, and not heard for more than lateAfter
}

// Enrolled says whether the cooperative has used its code.
func (s standing) Enrolled() bool { return !s.ID.IsZero() }

// lateAfter is how long a cooperative may be silent: they report at least monthly (domain §9.6).
const lateAfter = 31 * 24 * time.Hour

const standingsText = `SELECT cooperative, name, village, heard_at, heard_how, month, month_entries, last_entry,
	members, exceptions, findings, chain, closed FROM cooperative WHERE village >= $1 AND village < $2
	ORDER BY village, coop_id`

const unusedText = `SELECT name, village FROM activation WHERE used_at = 0 AND village >= $1 AND village < $2
	ORDER BY village, name`

// district lists the cooperatives of a region: those that enrolled and those whose code waits.
func (s *Server) district(ctx context.Context, region string) ([]standing, error) {
	var all []standing
	now, month := s.now(), s.today().Month()
	last := month.First().AddDays(-1).Month()
	err := s.db.look(ctx, func(t *transaction) error {
		all = nil
		rows, err := t.QueryContext(ctx, standingsText, region, region+":") // ':' comes behind '9'
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // rows.Err is asked below
		for rows.Next() {
			var c standing
			var counted coop.Month
			if err := rows.Scan(bytesOf(c.ID[:]), &c.Name, &c.Village, &c.HeardAt, &c.HeardHow, &counted, &c.Entries,
				&c.LastEntry, &c.Members, &c.Exception, &c.Findings, &c.Chain, &c.Closed); err != nil {
				return err
			}
			if counted != month {
				c.Entries = 0
			}
			c.Active = c.LastEntry.Month() >= last
			c.Late = now.Sub(time.UnixMicro(c.HeardAt)) > lateAfter
			all = append(all, c)
		}
		return rows.Err()
	})
	if err == nil {
		err = s.unused(ctx, region, &all)
	}
	if err != nil {
		return nil, fmt.Errorf("cooperatives of a region: %w", err)
	}
	return all, nil
}

func (s *Server) unused(ctx context.Context, region string, all *[]standing) error {
	return s.db.look(ctx, func(t *transaction) error {
		rows, err := t.QueryContext(ctx, unusedText, region, region+":")
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // rows.Err is asked below
		for rows.Next() {
			var c standing
			if err := rows.Scan(&c.Name, &c.Village); err != nil {
				return err
			}
			*all = append(*all, c)
		}
		return rows.Err()
	})
}

// choice is one way to look at the list: all, or only those with something to look at.
type choice struct {
	Name  string // in the address; empty for all
	Text  string // a key
	Count int
	Here  bool
	Link  string
	keep  func(standing) bool
}

func choices() []choice {
	return []choice{
		{Text: "server.only.all", keep: func(standing) bool { return true }},
		{Name: "late", Text: "server.only.late", keep: func(c standing) bool { return c.Enrolled() && c.Late }},
		{Name: "idle", Text: "server.only.idle", keep: func(c standing) bool { return c.Enrolled() && !c.Active }},
		{Name: "exceptions", Text: "server.only.exceptions", keep: func(c standing) bool { return c.Exception > 0 }},
		{Name: "chain", Text: "server.only.chain", keep: func(c standing) bool { return c.Chain != chainWhole }},
		{Name: "findings", Text: "server.only.findings", keep: func(c standing) bool { return c.Findings > 0 }},
		{Name: "new", Text: "server.only.new", keep: func(c standing) bool { return !c.Enrolled() }},
	}
}

// districtData is what the district's page shows.
type districtData struct {
	Total, Active, Heard int
	Entries              int64
	Choices              []choice
	Only, Query          string
	Rows                 []standing
	Found                int
	Page, Pages          int
	Before, After        string
}

// perPage is how many cooperatives one page lists: what a slow line brings in a moment.
const perPage = 100

func (s *Server) districtPage(w http.ResponseWriter, r *http.Request) error {
	officer := visitOf(r).officer
	all, err := s.district(r.Context(), officer.Region)
	if err != nil {
		return err
	}
	query := r.URL.Query()
	d := arrange(all, query.Get("only"), query.Get("q"), query.Get("page"))
	s.show(w, r, http.StatusOK, "district", frame{Title: "server.title.district", Wide: true, Data: d})
	return nil
}

// arrange counts, filters and cuts the list into pages.
func arrange(all []standing, only, text, page string) districtData {
	d := districtData{Total: len(all), Only: only, Query: text, Choices: choices()}
	keep := d.Choices[0].keep
	for i := range d.Choices {
		c := &d.Choices[i]
		c.Link = districtLink(c.Name, text, 1)
		if c.Name == only {
			c.Here, keep = true, c.keep
		}
	}
	words := strings.Fields(strings.ToLower(text))
	var found []standing
	for _, c := range all {
		d.Entries += c.Entries
		if c.Active {
			d.Active++
		}
		if c.Enrolled() && !c.Late {
			d.Heard++
		}
		for i := range d.Choices {
			if d.Choices[i].keep(c) {
				d.Choices[i].Count++
			}
		}
		if keep(c) && matches(c, words) {
			found = append(found, c)
		}
	}
	d.Found = len(found)
	d.Pages = max(1, (len(found)+perPage-1)/perPage)
	n, _ := strconv.Atoi(page)
	d.Page = max(1, min(n, d.Pages))
	d.Rows = found[(d.Page-1)*perPage : min(len(found), d.Page*perPage)]
	if d.Page > 1 {
		d.Before = districtLink(only, text, d.Page-1)
	}
	if d.Page < d.Pages {
		d.After = districtLink(only, text, d.Page+1)
	}
	return d
}

func matches(c standing, words []string) bool {
	name := strings.ToLower(c.Name)
	return !slices.ContainsFunc(words, func(word string) bool {
		return !strings.Contains(name, word) && !strings.HasPrefix(c.Village, word)
	})
}

func districtLink(only, text string, page int) string {
	query := url.Values{}
	if only != "" {
		query.Set("only", only)
	}
	if text != "" {
		query.Set("q", text)
	}
	if page > 1 {
		query.Set("page", strconv.Itoa(page))
	}
	if len(query) == 0 {
		return "/district"
	}
	return "/district?" + query.Encode()
}
