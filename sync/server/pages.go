package server

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"time"

	"lumbung/assets"
	"lumbung/store/coop"
	"lumbung/store/report"
)

//go:embed web
var web embed.FS

// pages are the templates of the web pages, parsed once a language, and the texts they say.
type pages struct {
	texts map[string]map[string]string
	sets  map[string]map[string]*template.Template // by language and page
	words map[string]*report.Words
	style []byte
}

// pageNames are the pages; each is a file of the folder web that fills the layout.
var pageNames = []string{
	"login", "district", "coop", "sheet", "journal", "exceptions", "findings", "file", "problem", "check",
}

func newPages() (*pages, error) {
	p := &pages{
		texts: map[string]map[string]string{}, sets: map[string]map[string]*template.Template{},
		words: map[string]*report.Words{},
	}
	var err error
	if p.style, err = web.ReadFile("web/style.css"); err != nil {
		return nil, fmt.Errorf("pages: %w", err)
	}
	for _, lang := range assets.Languages() {
		if p.texts[lang], err = assets.Translations(lang); err != nil {
			return nil, fmt.Errorf("pages: %w", err)
		}
		if p.words[lang], err = report.NewWords(lang, nil); err != nil {
			return nil, fmt.Errorf("pages: %w", err)
		}
		p.sets[lang] = map[string]*template.Template{}
		for _, name := range pageNames {
			set := template.New("layout.html").Funcs(p.functions(lang))
			if set, err = set.ParseFS(web, "web/layout.html", "web/parts.html", "web/"+name+".html"); err != nil {
				return nil, fmt.Errorf("page %s: %w", name, err)
			}
			p.sets[lang][name] = set
		}
	}
	return p, nil
}

// functions are what templates may call beside the fields of their data.
func (p *pages) functions(lang string) template.FuncMap {
	return template.FuncMap{
		"t":      func(key string, args ...any) string { return p.text(lang, key, args...) },
		"figure": coop.FormatPlain,
		"neg":    func(m coop.Money) coop.Money { return -m },
		"rupiah": coop.FormatMoney,
		"date":   p.words[lang].Date,
		"short":  shortDate,
		"month":  p.words[lang].Month,
		"ym":     yearMonth,
		"pick": func(names [2]string) string {
			if lang == "en" && names[1] != "" {
				return names[1]
			}
			return names[0]
		},
		"minutes": func(at int64) string { return p.moment(lang, time.Unix(at*60, 0)) },
		"micros":  func(at int64) string { return p.moment(lang, time.UnixMicro(at)) },
		"what":    func(w coop.What) string { return p.text(lang, fmt.Sprintf("exception.%02d", uint8(w))) },
		"count":   func(n int64) string { return coop.FormatPlain(coop.Money(n) * coop.Rupiah) },
	}
}

func (p *pages) moment(lang string, at time.Time) string {
	at = at.In(west)
	return p.words[lang].Date(coop.DateFromTime(at)) + at.Format(" 15.04")
}

// text gives the text of a key in a language; a key without a text shows itself.
func (p *pages) text(lang, key string, args ...any) string {
	text, ok := p.texts[lang][key]
	if !ok {
		return key
	}
	words := make([]string, len(args))
	for i, a := range args {
		words[i] = fmt.Sprint(a)
	}
	return coop.FillText(text, words...)
}

// shortDate writes a day as 31/12/2025.
func shortDate(d coop.Date) string { return fmt.Sprintf("%02d/%02d/%04d", d%100, d/100%100, d/10000) }

func yearMonth(m coop.Month) string { return fmt.Sprintf("%04d-%02d", m/100, m%100) }

// frame is what every page has around its own data.
type frame struct {
	Title   string // a key
	Lang    string
	Other   string // the language to switch to
	Here    string // path and query, to come back to
	Officer string // empty before log-in
	Region  string
	Form    string // the token that forms carry
	Wide    bool
	Data    any
}

// show writes a page; a page that cannot be written whole is not begun.
func (s *Server) show(w http.ResponseWriter, r *http.Request, status int, name string, f frame) {
	f.Lang = languageOf(r)
	f.Other = map[string]string{"id": "en", "en": "id"}[f.Lang]
	f.Here = r.URL.RequestURI()
	if r.Method != http.MethodGet {
		f.Here = "/"
	}
	if v := visitOf(r); v != nil {
		f.Officer, f.Region, f.Form = v.officer.Name, v.officer.Region, v.form
	}
	var page bytes.Buffer
	if err := s.pages.sets[f.Lang][name].ExecuteTemplate(&page, "layout.html", f); err != nil {
		s.log.Error("page", "name", name, "error", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(page.Bytes()) //nolint:errcheck // whoever asked has gone
}

// problem shows what is wrong in the reader's words.
type problem struct {
	Text string
	Back string
}

// languageOf is the language that the reader chose, Indonesian unless another.
func languageOf(r *http.Request) string {
	if c, err := r.Cookie("lang"); err == nil && c.Value == "en" {
		return "en"
	}
	return "id"
}
