/// What administrators look after: staff and what waits for a second administrator, who is on call, channels, health,
/// templates, retention, keys, and the audit. Every change is the same act as the API's.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.administration;
