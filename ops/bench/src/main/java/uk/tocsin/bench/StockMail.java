package uk.tocsin.bench;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import uk.tocsin.lane.Batch;

/// Jakarta Mail as programs use it: a message built for each recipient, handed to `Transport.send`, which connects
/// for each; or to connections that stay open, one a thread.
final class StockMail implements AutoCloseable {
    private static final int THREADS = 20;
    private static final String TIMEOUT_MS = "30000";

    private final Session session;
    private final String html;
    private final Crew crew = new Crew("stock-mail", THREADS);
    private final BlockingQueue<Transport> open = new LinkedBlockingQueue<>();

    /// @param htmlBytes so long is the HTML part, so that both send as many bytes
    /// @param certificate what is trusted where mail goes encrypted
    StockMail(int port, int htmlBytes, Optional<Path> certificate) {
        Properties settings = new Properties();
        settings.put("mail.smtp.host", "localhost");
        certificate.ifPresent(file -> {
            settings.put("mail.smtp.starttls.required", "true");
            settings.put("mail.smtp.ssl.checkserveridentity", "true");
            settings.put("mail.smtp.ssl.socketFactory", Simulated.trusting(file).getSocketFactory());
        });
        settings.put("mail.smtp.port", Integer.toString(port));
        for (String each : List.of("connectiontimeout", "timeout", "writetimeout")) {
            settings.put("mail.smtp." + each, TIMEOUT_MS);
        }
        session = Session.getInstance(settings);
        String paragraph = "<p>" + Sample.VARIANT.description() + "</p>\r\n";
        html = paragraph.repeat(Math.max(1, htmlBytes / paragraph.length()));
    }

    /// A connection for each mail.
    Cpu.Taken connecting(List<Batch> batches) {
        Cpu cpu = Cpu.start();
        return cpu.stop(crew.each(batches, (batch, i) -> Transport.send(message(batch, i))));
    }

    /// The same connections for all mails.
    Cpu.Taken reusing(List<Batch> batches) {
        try {
            while (open.size() < THREADS) {
                Transport transport = session.getTransport("smtp");
                transport.connect();
                open.add(transport);
            }
        } catch (MessagingException e) {
            throw new BenchException("the sink cannot be reached", e);
        }
        Cpu cpu = Cpu.start();
        return cpu.stop(crew.each(batches, this::reuse));
    }

    private void reuse(Batch batch, int i) throws MessagingException, InterruptedException {
        Transport transport = open.take();
        try {
            Message message = message(batch, i);
            message.saveChanges();
            transport.sendMessage(message, message.getAllRecipients());
        } finally {
            open.add(transport);
        }
    }

    private Message message(Batch batch, int i) throws MessagingException {
        String token = batch.tokens()[i];
        MimeMessage message = new MimeMessage(session);
        message.setSentDate(Date.from(Instant.now()));
        message.setFrom(new InternetAddress("alerts@alerts.example.test"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(batch.addresses()[i]));
        message.setSubject(Sample.VARIANT.headline(), "utf-8");
        message.setHeader("List-Unsubscribe", "<" + Sample.LINKS.unsubscribe(token) + ">");
        message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        MimeMultipart alternative = new MimeMultipart("alternative");
        String link = Sample.LINKS.acknowledge(token);
        alternative.addBodyPart(part(Sample.VARIANT.description() + "\r\n\r\n" + link, "plain"));
        alternative.addBodyPart(part(html + "<p><a href=\"" + link + "\">I have read this</a></p>", "html"));
        message.setContent(alternative);
        return message;
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, "utf-8", subtype);
        return part;
    }

    @Override
    public void close() {
        crew.close();
        for (Transport transport : open) {
            try {
                transport.close();
            } catch (MessagingException e) {
                throw new BenchException("a connection to the sink does not close", e);
            }
        }
    }
}
