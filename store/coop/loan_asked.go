package coop

// Asked is what a member is asked to pay on the state's day: what is overdue or, where nothing is, what is left of the
// next instalment.
func (s *LoanState) Asked() Money {
	if overdue := s.Arrears.Sum(); overdue > 0 || s.Next >= len(s.Lines) {
		return overdue
	}
	return s.Lines[s.Next].Open()
}
