package contract

import "fmt"

// Judges says whether one unit is bad under the measure's own rule. A declared
// outage decides where the evidence is incidents, or where the log is silent
// and the evidence is either. It fails where the rule looks at something else
// than requests and declarations, or leaves the verdict to the service.
func (m Measure) Judges(u UnitGiven) (bad bool, err error) {
	if u.Declared != nil && (m.Evidence == Incidents || m.Evidence != Logs && m.thin(u)) {
		return m.weight(Outage{Level: *u.Declared}).Sign() > 0, nil
	}
	if m.thin(u) {
		is := m.Thin.Is
		if u.Valid == 0 {
			is = m.Thin.Idle
		}
		return is == ThinBad, nil
	}
	switch m.Bad.Kind {
	case ByShare:
		return m.Bad.Threshold.Reached(u.Failed, u.Valid), nil
	case AllFailed:
		return u.Failed == u.Valid && u.Valid >= max(1, m.Bad.AtLeast), nil
	case ByFraction:
		return u.Failed > 0, nil
	case ByThresholds:
		return false, fmt.Errorf("the policy leaves the verdict on a unit to the service's thresholds")
	}
	return false, fmt.Errorf("the verdict %s does not look at requests", m.Bad.Kind)
}

// thin says that a unit has too few requests to decide.
func (m Measure) thin(u UnitGiven) bool { return u.Valid == 0 || u.Valid < m.Thin.Below }
