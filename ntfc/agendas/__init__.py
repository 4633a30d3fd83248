"""The agenda of a meeting: what proposes itself, what coordinators remark, what chairs release."""
