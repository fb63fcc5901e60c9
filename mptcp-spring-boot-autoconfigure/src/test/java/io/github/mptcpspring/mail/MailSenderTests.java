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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;

import javax.net.ssl.SSLContext;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ServerCertificate;
import io.github.mptcpspring.testsupport.TunnelProxy;
import jakarta.mail.Folder;
import jakarta.mail.Session;
import jakarta.mail.Store;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Boot's mail sender and the stores of its session, with real servers.
 */
@Tag("server")
@Tag("client:mail")
@MptcpRequired
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class MailSenderTests {

	private static ServerCertificate certificate;

	private static SSLContext serverContext;

	@BeforeAll
	static void createCertificate(@TempDir Path directory) throws Exception {
		certificate = ServerCertificate.create(directory);
		serverContext = certificate.serverContext();
	}

	@ParameterizedTest
	@EnumSource
	void sendsWithMptcp(Security security, CapturedOutput output) throws Exception {
		try (SmtpServer server = new SmtpServer(true, serverContext, security.tlsFromTheStart())) {
			verifySends(application(security, server), "Hello");
			assertThat(server.takeMessage()).asString().contains("Hello");
			assertThat(server.protocols()).containsExactly(KernelProtocol.MPTCP);
			assertThat(MailApplication.log(output)).containsExactly("INFO Mail sender connects with MPTCP");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "NONE", "STARTTLS_BUNDLE", "TLS_BUNDLE" })
	void sendsToServersWithoutMptcp(Security security, CapturedOutput output) throws Exception {
		try (SmtpServer server = new SmtpServer(false, serverContext, security.tlsFromTheStart())) {
			verifySends(application(security, server), "Hello");
			assertThat(server.takeMessage()).asString().contains("Hello");
			assertThat(server.protocols()).containsExactly(KernelProtocol.TCP);
			assertThat(MailApplication.log(output)).noneMatch((line) -> line.startsWith("WARN"));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "NONE", "STARTTLS_TRUST", "TLS_BUNDLE_TIMEOUTS" })
	void sendsMegabytes(Security security) throws Exception {
		String text = "0123456789abcdefghijklmnopqrstuvwxyz\r\n".repeat(100_000);
		try (SmtpServer server = new SmtpServer(true, serverContext, security.tlsFromTheStart())) {
			verifySends(application(security, server), text);
			assertThat(new String(server.takeMessage(), StandardCharsets.US_ASCII)).contains(text);
			assertThat(server.protocols()).containsExactly(KernelProtocol.MPTCP);
		}
	}

	@ParameterizedTest
	@CsvSource({ "NONE, socks, true", "NONE, proxy, true", "STARTTLS_BUNDLE, socks, true",
			"STARTTLS_BUNDLE, proxy, true", "TLS_TRUST, proxy, true", "TLS_BUNDLE, socks, true",
			"TLS_BUNDLE, proxy, false" })
	void sendsThroughAProxy(Security security, String proxyKind, boolean reached, CapturedOutput output)
			throws Exception {
		try (SmtpServer server = new SmtpServer(true, serverContext, security.tlsFromTheStart());
				TunnelProxy proxy = TunnelProxy.start()) {
			String prefix = "spring.mail.properties.mail.smtp." + proxyKind;
			verifySends(application(security, server).withPropertyValues(prefix + ".host=127.0.0.1",
					prefix + ".port=" + proxy.port()), "Hello");
			assertThat(server.takeMessage()).asString().contains("Hello");
			assertThat(proxy.clients()).containsExactly(reached ? KernelProtocol.MPTCP : KernelProtocol.TCP);
			assertThat(server.protocols()).containsExactly(KernelProtocol.TCP);
			if (!reached) {
				assertThat(MailApplication.log(output)).singleElement()
					.asString()
					.startsWith("WARN Mail sender: MPTCP is not used: mail.smtp.proxy.host is set");
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "imap, false", "imap, true", "pop3, false", "pop3, true" })
	void opensStoresWithMptcp(String protocol, boolean tls) throws Exception {
		try (StoreServer server = new StoreServer(protocol, tls ? serverContext : null)) {
			String secured = tls ? protocol + "s" : protocol;
			MailApplication.create(true, 1)
				.withPropertyValues("spring.mail.properties.mail." + secured + ".ssl.trust=127.0.0.1")
				.run((context) -> {
					Session session = context.getBean(JavaMailSenderImpl.class).getSession();
					try (Store store = session.getStore(secured)) {
						store.connect("127.0.0.1", server.port(), "user", "secret");
						Folder inbox = store.getFolder("INBOX");
						inbox.open(Folder.READ_ONLY);
						assertThat(inbox.getMessage(1).getContent()).asString().contains("Hello");
					}
				});
			assertThat(server.protocols()).containsExactly(KernelProtocol.MPTCP);
		}
	}

	@Test
	void theConnectionIsTestedWithMptcp() throws Exception {
		try (SmtpServer server = new SmtpServer(true, serverContext, false)) {
			application(Security.STARTTLS_TRUST, server).withPropertyValues("spring.mail.test-connection=true")
				.run((context) -> assertThat(context).hasNotFailed());
			assertThat(server.protocols()).containsExactly(KernelProtocol.MPTCP);
		}
	}

	@Test
	void bindsToTheLocalAddressOfTheProperties() throws Exception {
		try (SmtpServer server = new SmtpServer(true, serverContext, false)) {
			verifySends(application(Security.NONE, server).withPropertyValues(
					"spring.mail.properties.mail.smtp.localaddress=127.0.0.1",
					"spring.mail.properties.mail.smtp.socketFactory.port=1"), "Hello");
			assertThat(server.protocols()).containsExactly(KernelProtocol.MPTCP);
		}
	}

	@Test
	void withMptcpSwitchedOffNothingIsChanged(CapturedOutput output) throws Exception {
		try (SmtpServer server = new SmtpServer(true, serverContext, false)) {
			MailApplication.create(false, server.port()).withPropertyValues("tfo.connect=true").run((context) -> {
				JavaMailSenderImpl sender = context.getBean(JavaMailSenderImpl.class);
				assertThat(sender.getJavaMailProperties()).isEqualTo(new Properties());
				sender.send(message("Hello"));
			});
			assertThat(server.protocols()).containsExactly(KernelProtocol.TCP);
			assertThat(MailApplication.log(output)).isEmpty();
		}
	}

	private static ApplicationContextRunner application(Security security, SmtpServer server) throws Exception {
		ApplicationContextRunner application = MailApplication.create(true, server.port())
			.withPropertyValues(security.properties);
		return security.name().contains("BUNDLE") ? application.withPropertyValues(MailApplication.bundle(certificate))
				: application;
	}

	private static void verifySends(ApplicationContextRunner application, String text) {
		application.run((context) -> context.getBean(JavaMailSender.class).send(message(text)));
	}

	private static SimpleMailMessage message(String text) {
		SimpleMailMessage message = new SimpleMailMessage();
		message.setFrom("from@example.com");
		message.setTo("to@example.com");
		message.setText(text);
		return message;
	}

	/**
	 * How a connection is secured, and what is trusted.
	 */
	enum Security {

		NONE(),

		STARTTLS_TRUST("spring.mail.properties.mail.smtp.starttls.required=true",
				"spring.mail.properties.mail.smtp.ssl.trust=127.0.0.1"),

		STARTTLS_TRUST_ALL("spring.mail.properties.mail.smtp.starttls.required=true",
				"spring.mail.properties.mail.smtp.ssl.trust=*"),

		STARTTLS_BUNDLE("spring.mail.properties.mail.smtp.starttls.required=true"),

		STARTTLS_BUNDLE_TIMEOUTS("spring.mail.properties.mail.smtp.starttls.required=true",
				"spring.mail.properties.mail.smtp.connectiontimeout=20000",
				"spring.mail.properties.mail.smtp.timeout=20000",
				"spring.mail.properties.mail.smtp.writetimeout=20000"),

		TLS_TRUST("spring.mail.ssl.enabled=true", "spring.mail.properties.mail.smtp.ssl.trust=127.0.0.1"),

		TLS_TRUST_PROTOCOL("spring.mail.protocol=smtps", "spring.mail.properties.mail.smtps.ssl.trust=127.0.0.1"),

		TLS_BUNDLE("spring.mail.ssl.enabled=true"),

		TLS_BUNDLE_TRUST("spring.mail.ssl.enabled=true", "spring.mail.properties.mail.smtp.ssl.trust=127.0.0.1"),

		TLS_BUNDLE_PROTOCOL("spring.mail.protocol=smtps"),

		TLS_BUNDLE_TIMEOUTS("spring.mail.ssl.enabled=true", "spring.mail.properties.mail.smtp.connectiontimeout=20000",
				"spring.mail.properties.mail.smtp.timeout=20000",
				"spring.mail.properties.mail.smtp.writetimeout=20000");

		private final String[] properties;

		Security(String... properties) {
			this.properties = properties;
		}

		boolean tlsFromTheStart() {
			return name().startsWith("TLS");
		}

	}

}
