package uk.tocsin.register;

import java.util.List;

class MemoryRegisterTest extends RegisterContract {
    @Override
    protected Register open() {
        return new MemoryRegister();
    }

    @Override
    protected Register reopen(Register open) {
        return ((MemoryRegister) open).reopened();
    }

    @Override
    protected boolean holdsAnyOf(List<byte[]> wanted) {
        return false;
    }
}
