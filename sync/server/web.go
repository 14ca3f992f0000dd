package server

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"

	"lumbung/store/coop"
)

// webRoutes adds the officers' pages.
func (s *Server) webRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /{$}", s.openPage(s.home))
	mux.HandleFunc("GET /style.css", s.styleSheet)
	mux.HandleFunc("GET /login", s.openPage(s.loginForm))
	mux.HandleFunc("POST /login", s.openPage(s.loginTry))
	mux.HandleFunc("GET /check", s.openPage(s.checkForm))
	mux.HandleFunc("POST /check", s.openPage(s.checkTry))
	mux.HandleFunc("POST /language", s.openPage(s.language))
	mux.HandleFunc("POST /logout", s.officerPage(s.logoutPage))
	mux.HandleFunc("GET /district", s.officerPage(s.districtPage))
	mux.HandleFunc("GET /file", s.officerPage(s.filePage))
	mux.HandleFunc("POST /file", s.officerPage(s.fileUpload))
	mux.HandleFunc("GET /coop/{id}/receipt/{name}", s.coopPage(s.receiptFile))
	mux.HandleFunc("GET /coop/{id}", s.coopPage(s.overviewPage))
	mux.HandleFunc("GET /coop/{id}/journal", s.coopPage(s.journalPage))
	mux.HandleFunc("GET /coop/{id}/report/{name}", s.coopPage(s.reportPage))
	mux.HandleFunc("GET /coop/{id}/exceptions", s.coopPage(s.exceptionsPage))
	mux.HandleFunc("GET /coop/{id}/findings", s.coopPage(s.findingsPage))
	mux.HandleFunc("POST /coop/{id}/findings", s.coopPage(s.findingWrite))
}

// visit is an officer's session in one request.
type visit struct {
	officer Officer
	token   string
	form    string
}

type visitKey struct{}

func visitOf(r *http.Request) *visit {
	v, _ := r.Context().Value(visitKey{}).(*visit)
	return v
}

// page answers a request or says why not.
type page func(w http.ResponseWriter, r *http.Request) error

// openPage is a page for whoever comes. Forms sent by another site are refused before anything is read.
func (s *Server) openPage(answer page) http.HandlerFunc {
	cross := http.NewCrossOriginProtection()
	return func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"+
			" base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if r.TLS != nil {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		if cross.Check(r) != nil {
			s.problemPage(w, r, http.StatusForbidden, "server.problem.form")
			return
		}
		if err := answer(w, r); err != nil {
			s.failPage(w, r, err)
		}
	}
}

// formMax bounds a form without files.
const formMax = 32 << 10

// officerPage is a page for an officer who is logged in; a form must carry the session's token.
func (s *Server) officerPage(answer page) http.HandlerFunc {
	return s.openPage(func(w http.ResponseWriter, r *http.Request) error {
		token := ""
		if c, err := r.Cookie(cookieName(r)); err == nil {
			token = c.Value
		}
		officer, err := s.session(r.Context(), token)
		if errors.Is(err, ErrOfficer) {
			http.Redirect(w, r, "/login", http.StatusSeeOther)
			return nil
		}
		if err != nil {
			return err
		}
		v := &visit{officer: officer, token: token, form: s.formToken(token)}
		r = r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
		if r.Method == http.MethodPost && !strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
			r.Body = http.MaxBytesReader(w, r.Body, formMax)
			if r.PostFormValue("form") != v.form {
				s.problemPage(w, r, http.StatusForbidden, "server.problem.form")
				return nil
			}
		}
		return answer(w, r)
	})
}

type coopKey struct{}

// coopOf is the cooperative that a page is about.
func coopOf(r *http.Request) *cooperative { return r.Context().Value(coopKey{}).(*cooperative) }

// coopPage is a page about one cooperative of the officer's region. One outside of it is as unknown as one that does
// not exist.
func (s *Server) coopPage(answer page) http.HandlerFunc {
	return s.officerPage(func(w http.ResponseWriter, r *http.Request) error {
		id, err := coop.ParseID(r.PathValue("id"))
		if err != nil {
			return ErrUnknownCoop
		}
		var row *cooperative
		err = s.db.look(r.Context(), func(t *transaction) error {
			row, err = findCooperative(t, id)
			return err
		})
		if err == nil && !visitOf(r).officer.sees(row.village) {
			err = ErrUnknownCoop
		}
		if err != nil {
			return err
		}
		return answer(w, r.WithContext(context.WithValue(r.Context(), coopKey{}, row)))
	})
}

// failPage says in the reader's words why a page could not be shown; what is not her affair goes to the log.
func (s *Server) failPage(w http.ResponseWriter, r *http.Request, err error) {
	var wrong coop.Problem
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &wrong):
		s.problemPage(w, r, http.StatusBadRequest, wrong.Key, wrong.Args...)
	case errors.As(err, &large):
		s.problemPage(w, r, http.StatusRequestEntityTooLarge, "server.problem.large")
	case errors.Is(err, ErrUnknownCoop):
		s.problemPage(w, r, http.StatusNotFound, "server.problem.unknown")
	case errors.Is(err, ErrRefused):
		s.problemPage(w, r, http.StatusForbidden, "server.problem.village-only")
	case errors.Is(err, ErrBusy):
		w.Header().Set("Retry-After", "60")
		s.problemPage(w, r, http.StatusTooManyRequests, "server.problem.busy")
	case r.Context().Err() != nil: // whoever asked has gone
	default:
		s.log.Error("page", "path", r.URL.Path, "error", err)
		s.problemPage(w, r, http.StatusInternalServerError, "server.problem.internal")
	}
}

func (s *Server) problemPage(w http.ResponseWriter, r *http.Request, status int, key string, args ...any) {
	text := s.pages.text(languageOf(r), key, args...)
	s.show(w, r, status, "problem", frame{Title: "server.title.problem", Data: problem{Text: text, Back: "/"}})
}

func (s *Server) styleSheet(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "max-age=3600")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Write(s.pages.style) //nolint:errcheck // whoever asked has gone
}

func (s *Server) home(w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, "/district", http.StatusSeeOther)
	return nil
}

// cookieName is the session's cookie; over TLS its name makes browsers insist on that.
func cookieName(r *http.Request) string {
	if r.TLS != nil {
		return "__Host-lumbung"
	}
	return "lumbung"
}

func setCookie(w http.ResponseWriter, r *http.Request, name, value string, seconds int) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: seconds, HttpOnly: true, Secure: r.TLS != nil,
		SameSite: http.SameSiteStrictMode,
	})
}

// language keeps the language chosen and goes back to where the reader was.
func (s *Server) language(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, formMax)
	lang, back := r.PostFormValue("lang"), r.PostFormValue("back")
	if lang != "en" {
		lang = "id"
	}
	if !strings.HasPrefix(back, "/") || strings.HasPrefix(back, "//") || strings.ContainsAny(back, "\\\r\n") {
		back = "/"
	}
	setCookie(w, r, "lang", lang, 365*24*3600)
	http.Redirect(w, r, back, http.StatusSeeOther)
	return nil
}

// loginData is what the log-in form shows again.
type loginData struct {
	Name  string
	Wrong string // a key
}

func (s *Server) loginForm(w http.ResponseWriter, r *http.Request) error {
	s.show(w, r, http.StatusOK, "login", frame{Title: "server.title.login", Data: loginData{}})
	return nil
}

func (s *Server) loginTry(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, formMax)
	if err := r.ParseForm(); err != nil {
		return coop.Problem{Key: "server.problem.form"}
	}
	name := strings.TrimSpace(r.PostForm.Get("name"))
	token, err := s.login(r.Context(), addressOf(r), name, r.PostForm.Get("passphrase"), r.PostForm.Get("code"))
	switch {
	case errors.Is(err, ErrOfficer):
		s.log.Info("log-in refused", "from", addressOf(r))
		s.show(w, r, http.StatusUnauthorized, "login", frame{
			Title: "server.title.login", Data: loginData{Name: name, Wrong: "server.problem.login"},
		})
		return nil
	case errors.Is(err, ErrBusy):
		w.Header().Set("Retry-After", "900")
		s.show(w, r, http.StatusTooManyRequests, "login", frame{
			Title: "server.title.login", Data: loginData{Name: name, Wrong: "server.problem.tries"},
		})
		return nil
	case err != nil:
		return err
	}
	setCookie(w, r, cookieName(r), token, int(sessionLifetime.Seconds()))
	http.Redirect(w, r, "/district", http.StatusSeeOther)
	return nil
}

func (s *Server) logoutPage(w http.ResponseWriter, r *http.Request) error {
	if err := s.logout(r.Context(), visitOf(r).token); err != nil {
		return err
	}
	setCookie(w, r, cookieName(r), "", -1)
	http.Redirect(w, r, "/login", http.StatusSeeOther)
	return nil
}

// addressOf is the sender's address without its port.
func addressOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
