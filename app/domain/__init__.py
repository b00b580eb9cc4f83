"""Ground floor: plain frozen values and the rules of practice; does no I/O."""
