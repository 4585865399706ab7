package uk.tocsin.console.accounts;

/// What an attempt has to pass before it is looked at.
record Gates(Remotes remotes, Crowd crowd) {}
