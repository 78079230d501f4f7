"""What people do on the web: sessions, their steps in the funnel, and their events."""
