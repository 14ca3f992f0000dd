package ui

// PendingRecovery is the code that the village's founding left, where a test says so.
func (v *village) PendingRecovery() string { return v.unwritten }

// RecoveryWritten forgets it.
func (v *village) RecoveryWritten() error {
	v.unwritten = ""
	return nil
}
