package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"lumbung/store/coop"
	"lumbung/sync/wire"
)

// Rates. A village that works one exchange after the other stays far below them.
const (
	deviceRequests  = 120 // exchanges of one device in deviceRefill
	deviceRefill    = time.Minute
	addressRequests = 600 // requests for devices from one address: a whole district may share one
	addressRefill   = time.Minute
	enrolTries      = 20 // enrolments tried from one address in enrolRefill
	enrolRefill     = 15 * time.Minute
)

// Slow senders. A phone on 2G in the rain still brings 200 bytes a second.
const (
	bodyGrace      = 30 * time.Second // without a byte
	bodyBytesASec  = 100              // on average, once graceTotal is over
	bodyGraceTotal = time.Minute
)

// Handler answers devices and officers.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /exchange", func(w http.ResponseWriter, r *http.Request) {
		s.answerDevice(w, r, "address "+addressOf(r), addressRequests, addressRefill, s.exchange)
	})
	mux.HandleFunc("POST /picture", func(w http.ResponseWriter, r *http.Request) {
		s.answerDevice(w, r, "address "+addressOf(r), addressRequests, addressRefill, s.pictures)
	})
	mux.HandleFunc("POST /enrol", func(w http.ResponseWriter, r *http.Request) {
		s.answerDevice(w, r, "enrol "+addressOf(r), enrolTries, enrolRefill, s.answerEnrol)
	})
	mux.HandleFunc("GET /healthz", s.health)
	s.webRoutes(mux)
	return mux
}

// answerDevice reads a message, bounded in size, rate and time, and writes the answer with no header that is not
// needed: bytes are money.
func (s *Server) answerDevice(w http.ResponseWriter, r *http.Request, bucket string, size int, refill time.Duration,
	answer func(context.Context, []byte) ([]byte, error),
) {
	w.Header()["Date"], w.Header()["Content-Type"] = nil, nil
	data, err := []byte(nil), error(ErrBusy)
	if s.limits.allow(bucket, size, refill, s.now()) {
		body := &patient{body: http.MaxBytesReader(w, r.Body, wire.MaxMessage), control: http.NewResponseController(w)}
		if data, err = io.ReadAll(body); err == nil {
			data, err = answer(r.Context(), data)
		}
	}
	if err == nil {
		w.Write(data) //nolint:errcheck // whoever asked asks again
		return
	}
	if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
		err = wire.ErrTooLarge
	}
	code := codeOf(err)
	if code == wire.CodeStorage {
		s.log.Error("exchange", "path", r.URL.Path, "error", err)
	}
	w.WriteHeader(statusOf(code))
	w.Write(wire.Refuse(code)) //nolint:errcheck // whoever asked asks again
}

func statusOf(code wire.Code) int {
	switch code {
	case wire.CodeBusy:
		return http.StatusTooManyRequests
	case wire.CodeUnknownCooperative, wire.CodeUnknownDevice:
		return http.StatusNotFound
	case wire.CodeProof, wire.CodeActivation:
		return http.StatusForbidden
	case wire.CodeTooLarge:
		return http.StatusRequestEntityTooLarge
	case wire.CodeStorage:
		return http.StatusInternalServerError
	}
	return http.StatusBadRequest
}

// patient waits for a slow sender as long as something comes, and no longer than a slow line explains.
type patient struct {
	body    io.Reader
	control *http.ResponseController
	began   time.Time
	read    int
}

var errSlow = errors.New("server: the request comes too slowly")

// Read implements io.Reader.
func (p *patient) Read(b []byte) (int, error) {
	now := time.Now()
	if p.began.IsZero() {
		p.began = now
	}
	if took := now.Sub(p.began); took > bodyGraceTotal && int(took.Seconds())*bodyBytesASec > p.read {
		return 0, errSlow
	}
	if err := p.control.SetReadDeadline(now.Add(bodyGrace)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return 0, fmt.Errorf("read deadline: %w", err)
	}
	n, err := p.body.Read(b)
	p.read += n
	return n, err
}

// answerEnrol answers an enrolment. What is wrong after the code was proven is said in a proven answer.
func (s *Server) answerEnrol(ctx context.Context, data []byte) ([]byte, error) {
	label, err := wire.ActivationOf(data)
	if err != nil {
		return nil, err
	}
	key, err := s.activationKey(ctx, label)
	if err != nil {
		return nil, err
	}
	request, err := wire.DecodeEnrol(data, key)
	if err != nil {
		return nil, err
	}
	answer := &wire.Enrolled{Time: s.now().Unix(), Pin: s.pin, Name: s.name}
	enrolled, err := s.enrolPacks(ctx, label, request)
	switch code := codeOf(err); {
	case err == nil:
		answer.Log, answer.Sign, answer.Box = enrolled.Log, enrolled.Sign, enrolled.Box
	case code == wire.CodeStorage:
		return nil, err
	default:
		answer.Code = code
	}
	return answer.Encode(key, request), nil
}

func (s *Server) enrolPacks(ctx context.Context, label [16]byte, request *wire.Enrol) (Enrolled, error) {
	var runs []coop.Run
	unpacker := wire.NewUnpacker(request.Cooperative, nil)
	for _, pack := range request.Packs {
		run, err := unpacker.Unpack(pack)
		if err != nil {
			return Enrolled{}, err
		}
		runs = append(runs, run)
	}
	if len(runs) == 0 {
		return Enrolled{}, wire.ErrMalformed
	}
	found, founding, err := foundingOf(runs[0])
	if err != nil {
		return Enrolled{}, err
	}
	if found.Cooperative != request.Cooperative {
		return Enrolled{}, wire.ErrMalformed
	}
	return s.enrol(ctx, label, found.Cooperative, founding, runs...)
}

// health answers 200 when the server can write.
func (s *Server) health(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	w.Header().Set("Cache-Control", "no-store")
	if err := s.Ready(ctx); err != nil {
		s.log.Error("cannot write", "error", err)
		http.Error(w, "cannot write", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ok")
}
