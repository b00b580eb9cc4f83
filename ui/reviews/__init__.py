"""Recording a review with what it considered, signing it, and reading one that is signed."""
