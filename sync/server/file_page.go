package server

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"

	"lumbung/store/coop"
	"lumbung/sync/wire"
)

// fileData is what the page that receives files shows.
type fileData struct{ Done *FileRead }

func (s *Server) filePage(w http.ResponseWriter, r *http.Request) error {
	s.show(w, r, http.StatusOK, "file", frame{Title: "server.title.file", Data: fileData{}})
	return nil
}

// fileUpload takes a file in from the page's form.
func (s *Server) fileUpload(w http.ResponseWriter, r *http.Request) error {
	body := &patient{
		body:    http.MaxBytesReader(w, r.Body, wire.MaxFile+formMax),
		control: http.NewResponseController(w),
	}
	r.Body = io.NopCloser(body)
	if err := r.ParseMultipartForm(1 << 20); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return err
		}
		return coop.Problem{Key: "server.problem.file-none"}
	}
	defer r.MultipartForm.RemoveAll() //nolint:errcheck // the system clears its temporary files
	v := visitOf(r)
	if r.PostFormValue("form") != v.form {
		s.problemPage(w, r, http.StatusForbidden, "server.problem.form")
		return nil
	}
	part, _, err := r.FormFile("file")
	if err != nil {
		return coop.Problem{Key: "server.problem.file-none"}
	}
	defer part.Close() //nolint:errcheck // only read
	data, err := io.ReadAll(part)
	if err != nil {
		return fmt.Errorf("read the upload: %w", err)
	}
	read, err := s.ReadFile(r.Context(), v.officer.Region, data)
	if err != nil {
		return err
	}
	s.show(w, r, http.StatusOK, "file", frame{Title: "server.title.file", Data: fileData{Done: &read}})
	return nil
}

// receiptFile gives a receipt file to take along.
func (s *Server) receiptFile(w http.ResponseWriter, r *http.Request) error {
	name, err := hex.DecodeString(r.PathValue("name"))
	if err != nil {
		return coop.Problem{Key: "server.problem.receipt"}
	}
	c := coopOf(r)
	data, err := s.receipt(r.Context(), c, name)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="tanda-terima-%s.lumbung"`, c.village))
	w.Write(data) //nolint:errcheck // whoever asked has gone
	return nil
}
