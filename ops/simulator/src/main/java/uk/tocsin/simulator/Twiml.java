package uk.tocsin.simulator;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a webhook answers Twilio: `<Response>` with a `<Message>` for each text to send back. What Twilio cannot read
/// it
/// ignores (error 12100), and so do we, with a line in the log.
final class Twiml {

    /// Twilio's longest text (21617).
    private static final int LONGEST = 1600;

    private static final Logger LOG = LoggerFactory.getLogger(Twiml.class);

    private Twiml() {}

    /// The texts to send back, in order.
    static List<String> messages(String answer) {
        if (answer.isBlank()) {
            return List.of();
        }
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            return messages(factory.createXMLStreamReader(new StringReader(answer)));
        } catch (XMLStreamException e) {
            LOG.warn("A webhook answered what is no TwiML ({})", e.getMessage());
            return List.of();
        }
    }

    private static List<String> messages(XMLStreamReader in) throws XMLStreamException {
        List<String> messages = new ArrayList<>();
        in.nextTag();
        if (!in.getLocalName().equals("Response")) {
            throw new XMLStreamException("the document is no Response");
        }
        while (in.nextTag() == XMLStreamReader.START_ELEMENT) {
            String verb = in.getLocalName();
            String text = in.getElementText();
            if (verb.equals("Message") && !text.isBlank() && text.length() <= LONGEST) {
                messages.add(text);
            }
        }
        return messages;
    }
}
