"""Grammar version 1: tables of rules by what they give. They never change; what is new goes into a version 2."""
