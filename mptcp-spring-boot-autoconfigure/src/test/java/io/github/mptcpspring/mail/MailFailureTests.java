/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.net.ssl.SSLContext;

import io.github.mptcpspring.testsupport.ConnectedPair;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.MptcpServerSocket;
import io.github.mptcpspring.testsupport.ServerCertificate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A mail sender fails with MPTCP as it does without.
 */
@Tag("server")
@MptcpRequired
@Timeout(60)
class MailFailureTests {

	private static final String PROPERTIES = "spring.mail.properties.mail.smtp.";

	private static ServerCertificate certificate;

	private static SSLContext serverContext;

	@BeforeAll
	static void createCertificate(@TempDir Path directory) throws Exception {
		certificate = ServerCertificate.create(directory);
		serverContext = certificate.serverContext();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", PROPERTIES + "connectiontimeout=5000", "spring.mail.host=host.invalid",
			PROPERTIES + "socketFactory.port=1" })
	void aServerThatIsNotThere(String property) throws Exception {
		int port = unusedPort();
		verifyFailsAlike(port, "Couldn't connect to host", property);
	}

	@Test
	void aServerThatDoesNotAccept() throws Exception {
		try (ServerSocket full = new ServerSocket(0, 1, ConnectedPair.V4_LOOPBACK)) {
			List<Socket> waiting = new ArrayList<>();
			for (int number = 0; number < 2; number++) {
				waiting.add(new Socket(ConnectedPair.V4_LOOPBACK, full.getLocalPort()));
			}
			verifyFailsAlike(full.getLocalPort(), "Connect timed out", PROPERTIES + "connectiontimeout=100");
			for (Socket socket : waiting) {
				socket.close();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.mail.ssl.enabled=false", "spring.mail.ssl.enabled=true",
			PROPERTIES + "writetimeout=5000" })
	void aServerThatIsSilent(String property) throws Exception {
		try (TestServer server = new TestServer((socket) -> socket.getInputStream().readAllBytes())) {
			verifyFailsAlike(server.port(), "Read timed out", property, PROPERTIES + "timeout=100");
		}
	}

	@Test
	void aServerThatClosesAtOnce() throws Exception {
		try (TestServer server = new TestServer((socket) -> {
		})) {
			verifyFailsAlike(server.port(), "response: [EOF]");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aServerThatDoesNotReadOn(boolean tls) throws Exception {
		try (TestServer server = new TestServer((socket) -> {
			Socket secured = tls ? MptcpServerSocket.layer(socket, serverContext) : socket;
			answerUntilData(secured);
			// Until the client gives up
			Thread.sleep(20_000);
		})) {
			List<String> properties = new ArrayList<>(
					List.of(PROPERTIES + "writetimeout=300", "spring.mail.ssl.enabled=" + tls));
			if (tls) {
				properties.addAll(List.of(MailApplication.bundle(certificate)));
			}
			String mail = "0123456789abcdefghijklmnopqrstuvwxyz\r\n".repeat(200_000);
			verifyFailsAlike(server.port(), mail, "Write timed out", properties);
		}
	}

	/**
	 * Angus Mail tries again with the trust of the JDK.
	 */
	@Test
	void aServerThatIsNotTrusted(@TempDir Path directory) throws Exception {
		try (SmtpServer server = new SmtpServer(true, serverContext, true)) {
			List<String> properties = new ArrayList<>(
					List.of(MailApplication.bundle(ServerCertificate.createAnother(directory))));
			properties.add("spring.mail.ssl.enabled=true");
			verifyFailsAlike(server.port(), "Hello", "PKIX path", properties);
			assertThat(server.protocols()).containsExactly(KernelProtocol.TCP, KernelProtocol.TCP, KernelProtocol.MPTCP,
					KernelProtocol.TCP);
		}
	}

	/**
	 * Without a socket factory Angus Mail does not try again, so it must not with ours.
	 */
	@Test
	void aServerThatTheJdkDoesNotTrust() throws Exception {
		try (SmtpServer server = new SmtpServer(true, serverContext, true)) {
			verifyFailsAlike(server.port(), "PKIX path", "spring.mail.ssl.enabled=true");
			assertThat(server.protocols()).containsExactly(KernelProtocol.TCP, KernelProtocol.MPTCP);
		}
	}

	@Test
	void aServerWithAnotherName() throws Exception {
		try (SmtpServer server = new SmtpServer(true, serverContext, true)) {
			List<String> properties = new ArrayList<>(List.of(MailApplication.bundle(certificate)));
			properties.addAll(List.of("spring.mail.ssl.enabled=true", "spring.mail.host=localhost",
					PROPERTIES + "socketFactory.fallback=false"));
			verifyFailsAlike(server.port(), "Hello", "localhost", properties);
			assertThat(server.protocols()).containsExactly(KernelProtocol.TCP, KernelProtocol.MPTCP);
		}
	}

	private static void verifyFailsAlike(int port, String text, String... properties) {
		verifyFailsAlike(port, "Hello", text, List.of(properties));
	}

	private static void verifyFailsAlike(int port, String mail, String text, List<String> properties) {
		String plain = failure(false, port, mail, properties);
		assertThat(plain).contains(text);
		assertThat(failure(true, port, mail, properties)).isEqualTo(plain);
	}

	// When a write times out, one thread of Angus Mail closes the socket and another
	// tells
	private static String failure(boolean mptcp, int port, String mail, List<String> properties) {
		StringBuilder text = new StringBuilder();
		MailApplication.create(mptcp, port).withPropertyValues(properties.toArray(String[]::new)).run((context) -> {
			SimpleMailMessage message = new SimpleMailMessage();
			message.setFrom("from@example.com");
			message.setTo("to@example.com");
			message.setText(mail);
			Throwable failure = catchThrowable(() -> context.getBean(JavaMailSender.class).send(message));
			for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
				text.append(cause).append('\n');
			}
		});
		return text.toString()
			.replace("java.net.SocketException: Socket closed", "java.io.IOException: Write timed out");
	}

	private static int unusedPort() throws IOException {
		try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return closed.getLocalPort();
		}
	}

	private static void answerUntilData(Socket socket) throws IOException {
		answer(socket, "220 ready");
		StringBuilder commands = new StringBuilder();
		while (commands.indexOf("DATA\r\n") < 0) {
			commands.append((char) socket.getInputStream().read());
			if (commands.toString().endsWith("\n")) {
				answer(socket, (commands.indexOf("DATA\r\n") < 0) ? "250 ok" : "354 go on");
			}
		}
	}

	private static void answer(Socket socket, String line) throws IOException {
		socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * A server that does one thing with each connection.
	 */
	private static final class TestServer implements AutoCloseable {

		private final MptcpServerSocket listener = MptcpServerSocket.open();

		private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

		TestServer(Answer answer) throws IOException {
			this.threads.add(Thread.startVirtualThread(() -> {
				try {
					while (true) {
						Socket accepted = this.listener.accept();
						this.threads.add(Thread.startVirtualThread(() -> answer(accepted, answer)));
					}
				}
				catch (IOException ex) {
					// Closed
				}
			}));
		}

		private void answer(Socket accepted, Answer answer) {
			try (accepted) {
				answer.to(accepted);
			}
			catch (IOException | InterruptedException ex) {
				// The client has given up, or the test has ended
			}
		}

		int port() {
			return this.listener.getLocalPort();
		}

		@Override
		public void close() throws IOException {
			this.listener.close();
			this.threads.forEach(Thread::interrupt);
		}

	}

	/**
	 * What a server does with a connection.
	 */
	@FunctionalInterface
	private interface Answer {

		void to(Socket accepted) throws IOException, InterruptedException;

	}

}
