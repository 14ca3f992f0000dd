package store

import "errors"

// Why a book cannot be opened or written.
var (
	// ErrInUse: another program has this book open.
	ErrInUse = errors.New("store: another program has this book open")
	// ErrExists: a new book is not written over a file that is there.
	ErrExists = errors.New("store: the file exists")
	// ErrNewer: a later version of this program wrote the book.
	ErrNewer = errors.New("store: the book was written by a newer version of this program")
	// ErrNotBook: the file is not a book.
	ErrNotBook = errors.New("store: the file is not a book")
	// ErrDamaged: what the disk gave back is not what was written.
	ErrDamaged = errors.New("store: damaged")
	// ErrCopy: this book is a copy. Get the newest changes first, then GoOn makes it a device of its own.
	ErrCopy = errors.New("store: this book is a copy of another device's")
	// ErrNotYet: a book that joined has not received the cooperative's changes yet.
	ErrNotYet = errors.New("store: the cooperative's books have not arrived yet")
	// ErrNoEntry: no entry has this id.
	ErrNoEntry = errors.New("store: no such entry")
	// ErrNoMember: no member has this id.
	ErrNoMember = errors.New("store: no such member")
	// ErrNoLoan: no loan has this id.
	ErrNoLoan = errors.New("store: no such loan")
)

var errReader = errors.New("store: a reader was asked to write")
