"""Recording a risk review."""
