package server

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"lumbung/store/coop"
)

// browser is an officer's browser without scripts: it follows links, keeps cookies and sends forms.
type browser struct {
	client *http.Client
	url    string
}

func newBrowser(t testing.TB, url string) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{client: &http.Client{Jar: jar}, url: url}
}

// get reads a page.
func (b *browser) get(t testing.TB, path string) (int, string) {
	t.Helper()
	response, err := b.client.Get(b.url + path)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, response)
}

// send sends a form with the token of the page that it stands on.
func (b *browser) send(t testing.TB, path, page string, fields ...string) (int, string) {
	t.Helper()
	form := url.Values{}
	if token := regexp.MustCompile(`name="form" value="([^"]+)"`).FindStringSubmatch(page); token != nil {
		form.Set("form", token[1])
	}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	response, err := b.client.PostForm(b.url+path, form)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, response)
}

func read(t testing.TB, response *http.Response) (int, string) {
	t.Helper()
	defer response.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

// login logs an officer in with the second factor of now.
func (b *browser) login(t testing.TB, s *Server, name string, c Credentials) {
	t.Helper()
	secret, err := totpText.DecodeString(c.Secret)
	if err != nil {
		t.Fatal(err)
	}
	code := totp(secret, s.now().Unix()/totpStepSeconds, totpDigits)
	status, page := b.send(t, "/login", "", "name", name, "passphrase", c.Passphrase, "code", code)
	if status != http.StatusOK || !strings.Contains(page, name) {
		t.Fatalf("log-in: %d\n%s", status, page)
	}
}

func contains(t testing.TB, page string, words ...string) {
	t.Helper()
	for _, word := range words {
		if !strings.Contains(page, word) {
			t.Errorf("%q is not on the page", word)
		}
	}
}

// TestTOTP holds the second factor against the vectors of RFC 6238, appendix B, for SHA-1.
func TestTOTP(t *testing.T) {
	secret := []byte("12345678901234567890")
	for at, want := range map[int64]string{
		59: "94287082", 1111111109: "07081804", 1111111111: "14050471", 1234567890: "89005924",
		2000000000: "69279037", 20000000000: "65353130",
	} {
		if got := totp(secret, at/totpStepSeconds, 8); got != want {
			t.Errorf("at %d: %s, want %s", at, got, want)
		}
	}
}

// TestLogin tries the door.
func TestLogin(t *testing.T) {
	onEach(t, func(t *testing.T, p place) {
		now := testNow
		p.now = func() time.Time { return now }
		s, address := p.serve(t)
		c, err := s.AddOfficer(context.Background(), "Bu Rini", "6112")
		if err != nil {
			t.Fatal(err)
		}
		b := newBrowser(t, address)
		if _, page := b.get(t, "/district"); !strings.Contains(page, `name="passphrase"`) {
			t.Fatal("the district is open to everybody")
		}
		b.login(t, s, "Bu Rini", c)
		t.Run("a_code_works_once", func(t *testing.T) {
			secret, _ := totpText.DecodeString(c.Secret)
			code := totp(secret, now.Unix()/totpStepSeconds, totpDigits)
			status, _ := newBrowser(t, address).send(t, "/login", "", "name", "Bu Rini", "passphrase", c.Passphrase,
				"code", code)
			if status != http.StatusUnauthorized {
				t.Fatal(status)
			}
		})
		t.Run("too_many_tries_wait", func(t *testing.T) {
			status := 0
			for range loginTries + 1 {
				other := newBrowser(t, address)
				status, _ = other.send(t, "/login", "", "name", "Bu Rini", "passphrase", "x", "code", "1")
			}
			if status != http.StatusTooManyRequests {
				t.Fatal(status)
			}
		})
		t.Run("a_form_without_token_is_refused", func(t *testing.T) {
			if status, _ := b.send(t, "/logout", ""); status != http.StatusForbidden {
				t.Fatal(status)
			}
		})
		t.Run("a_form_of_another_site_is_refused", func(t *testing.T) {
			r, _ := http.NewRequest(http.MethodPost, address+"/login", strings.NewReader("name=a"))
			r.Header.Set("Sec-Fetch-Site", "cross-site")
			response, err := b.client.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			if status, _ := read(t, response); status != http.StatusForbidden {
				t.Fatal(status)
			}
		})
		t.Run("an_idle_session_ends", func(t *testing.T) {
			now = now.Add(sessionIdle + time.Minute)
			if _, page := b.get(t, "/district"); !strings.Contains(page, `name="passphrase"`) {
				t.Fatal("still in")
			}
		})
	})
}

// TestPages walks through what an officer sees of one cooperative, in both languages.
func TestPages(t *testing.T) {
	onEach(t, func(t *testing.T, p place) {
		ctx := context.Background()
		s, address := p.serve(t)
		v, e := enrolledBy(t, s, address, "KDMP <Maju> & Jaya")
		at := server{address, e}
		v.exchange(t, "A", at, false)
		member := v.member(t, "A", "Ani Rahasia")
		entry := v.due(t, "A", member, 20260205)
		v.record(t, "A", "Siti", coop.KindEntry, coop.Entry{
			Date: 20260206, Remark: "<script>alert(1)</script> dari ani rahasia", Lines: []coop.Line{
				{Account: "11101", Amount: -500_050, Member: member}, {Account: "61203", Amount: 500_050},
			},
		})
		v.exchange(t, "A", at, false)
		if err := s.Survey(ctx); err != nil {
			t.Fatal(err)
		}
		c, err := s.AddOfficer(ctx, "Pak Dinas", "6112")
		if err != nil {
			t.Fatal(err)
		}
		b := newBrowser(t, address)
		b.login(t, s, "Pak Dinas", c)
		_, page := b.get(t, "/district")
		contains(t, page, "KDMP &lt;Maju&gt; &amp; Jaya", "6112032001", "lewat jaringan", "utuh", "1 <small>dari 1")
		link := "/coop/" + v.coop.String()
		_, page = b.get(t, link+"/report/trial-balance?month=2026-02")
		contains(t, page, "Neraca saldo", "11101", "14.999,50", "20.000", "Februari 2026")
		_, page = b.get(t, link+"/journal?month=2026-02")
		contains(t, page, "BKM-A-2026-000001", "20.000", "&lt;script&gt;", "05/02/2026", "anggota 0004", "[0004]")
		if strings.Contains(strings.ToLower(page), "rahasia") || strings.Contains(page, "<script") {
			t.Error("a member's name or a script came through")
		}
		_, page = b.get(t, link+"/findings?entry="+coop.HashID(entry, 0).String())
		contains(t, page, "BKM-A-2026-000001")
		_, page = b.send(t, link+"/findings", page, "text", "Mana buktinya?", "entry", coop.HashID(entry, 0).String())
		contains(t, page, "Mana buktinya?", "Pak Dinas", "Belum dijawab")
		v.exchange(t, "A", at, false)
		var finding coop.FindingRow
		v.devices["A"].state.Scan(&coop.FindingRow{}, 0, func(r coop.Record) bool {
			finding = *r.(*coop.FindingRow)
			return false
		})
		v.record(t, "A", "Siti", coop.KindAnswer, coop.Answer{Finding: finding.Finding, Text: "Ada di map biru."})
		v.exchange(t, "A", at, false)
		_, page = b.get(t, link+"/findings")
		contains(t, page, "Ada di map biru.", "Jawaban koperasi")
		_, page = b.send(t, "/language", page, "lang", "en", "back", link)
		contains(t, page, "Entries this month", "Overview", "by network", "Rp14.999,50")
		for _, name := range offered {
			if status, page := b.get(t, link+"/report/"+name); status != http.StatusOK {
				t.Error(name, status, page)
			}
		}
		if status, csv := b.get(t, link+"/report/trial-balance?month=2026-02&format=csv"); status != 200 ||
			!strings.Contains(csv, "14999.50") {
			t.Error(csv)
		}
		_, page = b.get(t, link+"/exceptions")
		contains(t, page, "Exceptions")
	})
}

// TestPages_Region shows an officer only her own region, and no page that names members.
func TestPages_Region(t *testing.T) {
	s, address := place{folder: t.TempDir(), now: func() time.Time { return testNow }}.serve(t)
	v, _ := enrolledBy(t, s, address, "KDMP Jauh")
	c, err := s.AddOfficer(context.Background(), "Pak Lain", "6113")
	if err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t, address)
	b.login(t, s, "Pak Lain", c)
	if _, page := b.get(t, "/district"); strings.Contains(page, "KDMP Jauh") {
		t.Error("another region's cooperative is listed")
	}
	link := "/coop/" + v.coop.String()
	for _, path := range []string{"", "/journal", "/exceptions", "/findings", "/report/trial-balance"} {
		if status, _ := b.get(t, link+path); status != http.StatusNotFound {
			t.Error(path, status)
		}
	}
	for path, want := range map[string]int{
		"/coop/x": 404, "/coop/" + testID("none").String(): 404, "/nothing": 404,
	} {
		if status, _ := b.get(t, path); status != want {
			t.Error(path, status)
		}
	}
}

// TestPages_BadMonths answers nonsense in a sentence.
func TestPages_BadMonths(t *testing.T) {
	s, address := place{folder: t.TempDir(), now: func() time.Time { return testNow }}.serve(t)
	v, _ := enrolledBy(t, s, address, "KDMP Bulan")
	c, err := s.AddOfficer(context.Background(), "Bu Rini", "")
	if err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t, address)
	b.login(t, s, "Bu Rini", c)
	for _, month := range []string{"2026", "2026-13", "x-y", "-1", "99999-01", "<b>"} {
		status, page := b.get(t, fmt.Sprintf("/coop/%s/journal?month=%s", v.coop, url.QueryEscape(month)))
		if status != http.StatusBadRequest || strings.Contains(page, "<b>") {
			t.Error(month, status)
		}
	}
}
