package uk.tocsin.console.accounts;

import io.micrometer.core.instrument.MeterRegistry;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;

/// What the accounts are put on.
public record AccountPorts(
        Register register, Vault vault, Members members, AccountEvents events, MeterRegistry meters) {}
