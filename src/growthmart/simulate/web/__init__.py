"""What people do on the web: sessions, the funnel they walk, and the events it leaves."""
