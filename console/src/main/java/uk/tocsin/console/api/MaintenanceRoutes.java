package uk.tocsin.console.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.console.Installation;
import uk.tocsin.console.moving.CopyException;
import uk.tocsin.control.Role;
import uk.tocsin.store.sqlite.DataDirectoryException;

/// What keeps an installation going: backups while it runs, and a clock that somebody confirms.
final class MaintenanceRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(MaintenanceRoutes.class);

    private final Installation house;

    MaintenanceRoutes(Installation house) {
        this.house = house;
    }

    void mount(ApiServer server) {
        Role admin = Role.ADMINISTRATOR;
        server.route(HttpMethod.POST, "/api/v1/backups", 201, this::backUp, admin);
        server.route(HttpMethod.POST, "/api/v1/clock/confirm", 200, this::confirmClock, admin);
    }

    /// Copies the store into a directory of this name below `backup.dir`; answers when it is whole.
    private Future<?> backUp(RoutingContext context, Caller caller) {
        Fields in = new Fields(ApiServer.body(context));
        String name = in.needed("name");
        if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            in.wrong("name", "is not 1 to 64 lower-case letters, digits and hyphens");
        }
        in.finish();
        Path target = house.settings().backups().resolve(name);
        if (Files.exists(target)) {
            throw new Problem(409, "backup-exists", "there is a backup of this name");
        }
        LOG.info("staff {} begins the backup {}", caller.staff(), name);
        return house.vertx()
                .executeBlocking(() -> {
                    Files.createDirectories(house.settings().backups());
                    house.backupTo(target);
                    return new JsonObject().put("name", name);
                })
                .recover(failure -> failure instanceof DataDirectoryException || failure instanceof CopyException
                        ? Future.failedFuture(new Problem(503, "backup-failed", String.valueOf(failure.getMessage())))
                        : Future.failedFuture(failure));
    }

    /// After the wall clock was set: what it shows now is right, and decisions may go on.
    private Future<?> confirmClock(RoutingContext context, Caller caller) {
        Fields in = new Fields(ApiServer.body(context));
        in.finish();
        LOG.info("staff {} confirmed that the wall clock is right", caller.staff());
        house.engine().confirmClock();
        return Future.succeededFuture(
                new JsonObject().put("time", house.clock().instant().toString()));
    }
}
