package uk.tocsin.store.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.output.ByteArrayOutput;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The commands this package sends, made but not sent: many of them leave together ([Link]). A value that is not
/// there is null.
final class Commands {
    static final RedisCodec<byte[], byte[]> CODEC = ByteArrayCodec.INSTANCE;

    private Commands() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] ascii(long number) {
        return ascii(Long.toString(number));
    }

    static long number(byte[] ascii) {
        return Long.parseLong(new String(ascii, StandardCharsets.US_ASCII));
    }

    private static CommandArgs<byte[], byte[]> args() {
        return new CommandArgs<>(CODEC);
    }

    private static <T> AsyncCommand<byte[], byte[], T> command(
            CommandType type, CommandOutput<byte[], byte[], T> output, CommandArgs<byte[], byte[]> args) {
        return new AsyncCommand<>(new Command<>(type, output, args));
    }

    static AsyncCommand<byte[], byte[], byte[]> get(byte[] key) {
        return command(CommandType.GET, new ByteArrayOutput<>(CODEC), args().addKey(key));
    }

    static AsyncCommand<byte[], byte[], String> set(byte[] key, byte[] value) {
        return command(
                CommandType.SET, new StatusOutput<>(CODEC), args().addKey(key).addValue(value));
    }

    static AsyncCommand<byte[], byte[], Long> unlink(List<byte[]> keys) {
        return command(CommandType.UNLINK, new IntegerOutput<>(CODEC), args().addKeys(keys));
    }

    static AsyncCommand<byte[], byte[], Long> incr(byte[] key) {
        return command(CommandType.INCR, new IntegerOutput<>(CODEC), args().addKey(key));
    }

    static AsyncCommand<byte[], byte[], Long> hset(byte[] key, byte[] field, byte[] value) {
        return command(
                CommandType.HSET,
                new IntegerOutput<>(CODEC),
                args().addKey(key).addValue(field).addValue(value));
    }

    /// Answers 1 if there was none.
    static AsyncCommand<byte[], byte[], Long> hsetnx(byte[] key, byte[] field, byte[] value) {
        return command(
                CommandType.HSETNX,
                new IntegerOutput<>(CODEC),
                args().addKey(key).addValue(field).addValue(value));
    }

    static AsyncCommand<byte[], byte[], Long> hdel(byte[] key, byte[] field) {
        return command(
                CommandType.HDEL, new IntegerOutput<>(CODEC), args().addKey(key).addValue(field));
    }

    /// The values, by place in `fields`.
    static AsyncCommand<byte[], byte[], List<byte @Nullable []>> hmget(byte[] key, List<byte[]> fields) {
        return command(
                CommandType.HMGET,
                new ValueListOutput<>(CODEC),
                args().addKey(key).addValues(fields));
    }

    /// Each field and its value, one after the other.
    static AsyncCommand<byte[], byte[], List<byte @Nullable []>> hgetall(byte[] key) {
        return command(CommandType.HGETALL, new ValueListOutput<>(CODEC), args().addKey(key));
    }

    static AsyncCommand<byte[], byte[], List<byte @Nullable []>> hkeys(byte[] key) {
        return command(CommandType.HKEYS, new ValueListOutput<>(CODEC), args().addKey(key));
    }

    /// The next place to go on at, and each field and its value of this part.
    static AsyncCommand<byte[], byte[], List<Object>> hscan(byte[] key, byte[] from, int count) {
        return command(
                CommandType.HSCAN,
                new NestedMultiOutput<>(CODEC),
                args().addKey(key).addValue(from).add("COUNT").add(count));
    }

    /// The next place to go on at, and the keys of this part of the whole database that look so.
    static AsyncCommand<byte[], byte[], List<Object>> scan(byte[] from, byte[] pattern, int count) {
        return command(
                CommandType.SCAN,
                new NestedMultiOutput<>(CODEC),
                args().addValue(from).add("MATCH").add(pattern).add("COUNT").add(count));
    }

    /// Members with a score of `from` or more, ascending, at most `count`.
    static AsyncCommand<byte[], byte[], List<byte @Nullable []>> zrange(byte[] key, int from, int count) {
        return command(
                CommandType.ZRANGEBYSCORE,
                new ValueListOutput<>(CODEC),
                args().addKey(key).add(from).add("+inf").add("LIMIT").add(0).add(count));
    }

    static AsyncCommand<byte[], byte[], byte[]> info(String section) {
        return command(CommandType.INFO, new ByteArrayOutput<>(CODEC), args().add(section));
    }

    /// The name and the value; nothing for a name that the server does not know.
    static AsyncCommand<byte[], byte[], List<byte @Nullable []>> setting(String name) {
        return command(
                CommandType.CONFIG,
                new ValueListOutput<>(CODEC),
                args().add("GET").add(name));
    }

    /// The number that the server gave to the connection this goes over; none is given twice while it runs.
    static AsyncCommand<byte[], byte[], Long> clientId() {
        return command(CommandType.CLIENT, new IntegerOutput<>(CODEC), args().add("ID"));
    }

    /// Ends a connection by its number, with what the server has read of it and not done.
    static AsyncCommand<byte[], byte[], Long> kill(long clientId) {
        return command(
                CommandType.CLIENT,
                new IntegerOutput<>(CODEC),
                args().add("KILL").add("ID").add(clientId));
    }

    static AsyncCommand<byte[], byte[], String> rewrite() {
        return command(CommandType.BGREWRITEAOF, new StatusOutput<>(CODEC), args());
    }

    static AsyncCommand<byte[], byte[], String> load(Script script) {
        return command(
                CommandType.SCRIPT,
                new StatusOutput<>(CODEC),
                args().add("LOAD").add(script.text()));
    }

    /// Answers a list, a number or bytes.
    static AsyncCommand<byte[], byte[], List<Object>> script(Script script, Call call, boolean known) {
        return command(
                known ? CommandType.EVALSHA : CommandType.EVAL,
                new NestedMultiOutput<>(CODEC),
                args().add(known ? script.sha() : script.text())
                        .add(call.keys().size())
                        .addKeys(call.keys())
                        .addValues(call.values()));
    }

    /// What a script is given.
    record Call(List<byte[]> keys, List<byte[]> values) {
        long bytes() {
            long bytes = 0;
            for (byte[] key : keys) {
                bytes += key.length;
            }
            for (byte[] value : values) {
                bytes += value.length;
            }
            return bytes;
        }
    }
}
