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
import java.nio.file.Path;
import java.util.Properties;

import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;

import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.socketfactory.MptcpSocketFactory;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ServerCertificate;
import jakarta.mail.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Mail senders of the application, and what the application has chosen for Boot's.
 */
@Tag("server")
@MptcpRequired
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class UnreachedMailSenderTests {

	private static final String PROPERTIES = "spring.mail.properties.mail.smtp.";

	private static final String WARNING = "WARN Mail sender: MPTCP is not used: ";

	private static SSLContext serverContext;

	private SmtpServer server;

	@BeforeAll
	static void createCertificate(@TempDir Path directory) throws Exception {
		serverContext = ServerCertificate.create(directory).serverContext();
	}

	@BeforeEach
	void startServer() throws IOException {
		this.server = new SmtpServer(true, serverContext, false);
	}

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@Test
	void aSenderOfTheApplicationIsReached(CapturedOutput output) {
		own().withBean(JavaMailSenderImpl.class).run((context) -> {
			assertThat(send(context.getBean(JavaMailSenderImpl.class))).isEqualTo(KernelProtocol.MPTCP);
			assertThat(MailApplication.log(output)).containsExactly("INFO Mail sender connects with MPTCP");
		});
	}

	@Test
	void aSenderBehindAProxyOfSpringIsReached(CapturedOutput output) {
		JavaMailSenderImpl target = new JavaMailSenderImpl();
		own().withBean(JavaMailSender.class, () -> {
			ProxyFactory factory = new ProxyFactory(target);
			factory.setInterfaces(JavaMailSender.class);
			return (JavaMailSender) factory.getProxy();
		}).run((context) -> {
			assertThat(send(target)).isEqualTo(KernelProtocol.MPTCP);
			assertThat(MailApplication.log(output)).containsExactly("INFO Mail sender connects with MPTCP");
		});
	}

	@Test
	void sendersWithTheSamePropertiesAreReached(CapturedOutput output) {
		Properties properties = new Properties();
		own().withBean("one", JavaMailSenderImpl.class, () -> sender(properties))
			.withBean("two", JavaMailSenderImpl.class, () -> sender(properties))
			.run((context) -> {
				assertThat(send(context.getBean("two", JavaMailSenderImpl.class))).isEqualTo(KernelProtocol.MPTCP);
				assertThat(MailApplication.log(output)).containsExactly("INFO Mail sender connects with MPTCP");
			});
	}

	@Test
	void aSenderWithASessionOfItsOwnIsReported(CapturedOutput output) {
		own().withBean("jndi", JavaMailSenderImpl.class, UnreachedMailSenderTests::senderWithSession).run((context) -> {
			assertThat(send(context.getBean(JavaMailSenderImpl.class))).isEqualTo(KernelProtocol.TCP);
			assertThat(MailApplication.log(output)).containsExactly(WARNING
					+ "the bean jndi has a session that was made elsewhere. Give that session a property mail.smtp.socketFactory"
					+ " of type MptcpSocketFactory, or configure the sender with spring.mail.host");
		});
	}

	@Test
	void aSenderWithASessionThatHasAnMptcpSocketFactoryIsReached(CapturedOutput output) {
		own().withPropertyValues("client.mptcp.on-unavailable=fail").withBean("jndi", JavaMailSenderImpl.class, () -> {
			JavaMailSenderImpl sender = senderWithSession();
			sender.getSession().getProperties().put("mail.smtp.socketFactory", new MptcpSocketFactory());
			return sender;
		}).run((context) -> {
			assertThat(send(context.getBean(JavaMailSenderImpl.class))).isEqualTo(KernelProtocol.MPTCP);
			assertThat(MailApplication.log(output)).isEmpty();
			assertThat(output).contains("Clients prepared for MPTCP: Mail sender");
		});
	}

	@Test
	void aSenderThatIsNotOfSpringIsReported(CapturedOutput output) {
		own().withBean("other", JavaMailSender.class, () -> Mockito.mock(JavaMailSender.class))
			.run((context) -> assertThat(MailApplication.log(output)).singleElement()
				.asString()
				.startsWith(WARNING + "the sockets of the application's bean other (")
				.endsWith("cannot be reached. Make it a JavaMailSenderImpl"));
	}

	@Test
	void aSenderThatIsNotReachedStopsAnApplicationThatRequiresMptcp() {
		own().withPropertyValues("client.mptcp.on-unavailable=fail")
			.withBean("jndi", JavaMailSenderImpl.class, UnreachedMailSenderTests::senderWithSession)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(MptcpUnavailableException.class)
				.hasMessageContaining("the bean jndi has a session"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "socketFactory.class", "ssl.socketFactory.class" })
	void aFactoryThatIsChosenByItsNameWins(String property, CapturedOutput output) {
		boots()
			.withPropertyValues(PROPERTIES + property + "=" + SocketFactory.class.getName(),
					"spring.mail.ssl.enabled=" + property.startsWith("ssl"))
			.run((context) -> {
				assertThat(context.getBean(JavaMailSenderImpl.class).getJavaMailProperties())
					.doesNotContainKeys("mail.smtp.socketFactory", "mail.smtp.ssl.socketFactory");
				assertThat(MailApplication.log(output)).containsExactly(WARNING + "mail.smtp."
						+ property.replace(".class", "") + " is a socket factory of the application."
						+ " Remove that property, or make it an MptcpSocketFactory");
			});
	}

	@Test
	void theMptcpSocketFactoryChosenByItsNameIsNotReported(CapturedOutput output) {
		boots().withPropertyValues(PROPERTIES + "socketFactory.class=" + MptcpSocketFactory.class.getName())
			.run((context) -> {
				assertThat(send(context.getBean(JavaMailSenderImpl.class))).isEqualTo(KernelProtocol.MPTCP);
				assertThat(MailApplication.log(output)).isEmpty();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "socketFactory", "ssl.socketFactory" })
	void aFactoryOfASenderOfTheApplicationWins(String property, CapturedOutput output) throws Exception {
		Properties properties = new Properties();
		Object factory = property.startsWith("ssl") ? SSLContext.getDefault().getSocketFactory()
				: SocketFactory.getDefault();
		properties.put("mail.smtp." + property, factory);
		properties.put("mail.smtp.ssl.enable", property.startsWith("ssl"));
		own().withBean(JavaMailSenderImpl.class, () -> sender(properties)).run((context) -> {
			assertThat(properties.get("mail.smtp." + property)).isSameAs(factory);
			assertThat(MailApplication.log(output))
				.containsExactly(WARNING + "mail.smtp." + property + " is a socket factory of the application."
						+ " Remove that property, or make it an MptcpSocketFactory");
		});
	}

	@Test
	void theTlsFactoryOfAnApplicationIsLayeredAfterStarttls(CapturedOutput output) throws Exception {
		Properties properties = new Properties();
		Object factory = SSLContext.getDefault().getSocketFactory();
		properties.put("mail.smtp.ssl.socketFactory", factory);
		own().withBean(JavaMailSenderImpl.class, () -> sender(properties)).run((context) -> {
			assertThat(send(context.getBean(JavaMailSenderImpl.class))).isEqualTo(KernelProtocol.MPTCP);
			assertThat(properties.get("mail.smtp.ssl.socketFactory")).isSameAs(factory);
			assertThat(MailApplication.log(output)).containsExactly("INFO Mail sender connects with MPTCP");
		});
	}

	@Test
	void aFallbackThatIsChosenIsReported(CapturedOutput output) {
		boots().withPropertyValues(PROPERTIES + "socketFactory.fallback=true").run((context) -> {
			assertThat(send(context.getBean(JavaMailSenderImpl.class))).isEqualTo(KernelProtocol.MPTCP);
			assertThat(context.getBean(JavaMailSenderImpl.class).getJavaMailProperties())
				.containsEntry("mail.smtp.socketFactory.fallback", "true");
			assertThat(MailApplication.log(output)).containsExactly(
					WARNING + "mail.smtp.socketFactory.fallback is true, and a connect that fails is repeated with TCP."
							+ " Remove that property",
					"INFO Mail sender connects with MPTCP");
		});
	}

	@Test
	void channelsAreReported(CapturedOutput output) {
		boots().withPropertyValues("spring.mail.properties.mail.imap.usesocketchannels=true").run((context) -> {
			assertThat(send(context.getBean(JavaMailSenderImpl.class))).isEqualTo(KernelProtocol.MPTCP);
			assertThat(context.getBean(JavaMailSenderImpl.class).getJavaMailProperties())
				.doesNotContainKey("mail.imap.socketFactory")
				.containsKeys("mail.imaps.socketFactory", "mail.pop3.socketFactory");
			assertThat(MailApplication.log(output)).first()
				.asString()
				.startsWith(WARNING + "mail.imap.usesocketchannels is true");
		});
	}

	@Test
	void aSenderThatRequiresMptcpDoesNotFallBack() {
		boots().withPropertyValues("client.mptcp.on-unavailable=fail").withBean(WithoutMptcp.class).run((context) -> {
			JavaMailSenderImpl sender = context.getBean(JavaMailSenderImpl.class);
			assertThat(catchThrowable(() -> sender.send(message()))).rootCause()
				.isInstanceOf(MptcpUnavailableException.class);
			assertThat(this.server.protocols()).isEmpty();
		});
	}

	private ApplicationContextRunner boots() {
		return MailApplication.create(true, this.server.port());
	}

	private static ApplicationContextRunner own() {
		return MailApplication.create().withPropertyValues("client.mptcp.enabled=true");
	}

	private static JavaMailSenderImpl sender(Properties properties) {
		JavaMailSenderImpl sender = new JavaMailSenderImpl();
		sender.setJavaMailProperties(properties);
		return sender;
	}

	private static JavaMailSenderImpl senderWithSession() {
		JavaMailSenderImpl sender = new JavaMailSenderImpl();
		sender.setSession(Session.getInstance(new Properties()));
		return sender;
	}

	private KernelProtocol send(JavaMailSenderImpl sender) {
		sender.setHost("127.0.0.1");
		sender.setPort(this.server.port());
		sender.send(message());
		return this.server.protocols().getLast();
	}

	private static SimpleMailMessage message() {
		SimpleMailMessage message = new SimpleMailMessage();
		message.setFrom("from@example.com");
		message.setTo("to@example.com");
		message.setText("Hello");
		return message;
	}

	/**
	 * Makes the application run where there is no MPTCP.
	 */
	static final class WithoutMptcp implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return (bean instanceof ProcessSockets) ? new ProcessSockets(new Kernel("AnotherSystem")) : bean;
		}

	}

}
