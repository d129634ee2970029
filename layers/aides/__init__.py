"""Les aides : leurs règles, à qui elles vont, ce que les textes ne tranchent pas."""
