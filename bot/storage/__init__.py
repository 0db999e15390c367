"""What is remembered between two messages, and nothing about who wrote them. A leaf: imports no other room."""
