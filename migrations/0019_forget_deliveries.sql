-- What was delivered long ago is forgotten by the incident service, oldest first.
CREATE INDEX deliveries_delivered ON response.deliveries (delivered_at, id)
  WHERE delivered_at IS NOT NULL;

GRANT DELETE ON response.deliveries TO incident_service;
