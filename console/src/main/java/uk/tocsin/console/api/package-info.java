/// The console's REST API, `/api/v1`: the contract is `openapi.yaml` beside it, and every error is problem+json (RFC 9457).
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.api;
