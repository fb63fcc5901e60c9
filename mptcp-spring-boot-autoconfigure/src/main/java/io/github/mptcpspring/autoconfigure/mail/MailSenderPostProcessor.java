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

package io.github.mptcpspring.autoconfigure.mail;

import java.util.stream.Stream;

import io.github.mptcpspring.autoconfigure.BootBeans;
import io.github.mptcpspring.autoconfigure.ClientReport;
import io.github.mptcpspring.autoconfigure.LastBeanPostProcessor;
import jakarta.mail.Provider;
import jakarta.mail.Session;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * {@link BeanPostProcessor} that applies the settings to mail senders, and reports those
 * whose sockets are not accessible.
 */
class MailSenderPostProcessor extends LastBeanPostProcessor {

	private final ObjectProvider<MailSockets> sockets;

	private final ObjectProvider<ClientReport> report;

	/**
	 * Create a new instance.
	 * @param sockets the sockets of mail senders
	 * @param report is told of the senders that are reached
	 */
	MailSenderPostProcessor(ObjectProvider<MailSockets> sockets, ObjectProvider<ClientReport> report) {
		this.sockets = sockets;
		this.report = report;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof JavaMailSender && this.sockets.getObject().isMptcp()) {
			prepare(BootBeans.unwrap(bean), beanName);
		}
		return bean;
	}

	private void prepare(Object bean, String beanName) {
		MailSockets sockets = this.sockets.getObject();
		if (!(bean instanceof JavaMailSenderImpl sender)) {
			sockets.report(BootBeans.unreachable(beanName, bean), "Make it a JavaMailSenderImpl");
		}
		else if (isMadeElsewhere(sender)) {
			examine(sender.getSession(), beanName, sockets);
		}
		else if (prepare(sender.getSession(), sockets, isMadeByBoot(beanName))) {
			this.report.getObject().reached(MailSockets.CLIENT, beanName);
		}
	}

	// Otherwise the session was made of the sender's properties
	private static boolean isMadeElsewhere(JavaMailSenderImpl sender) {
		return sender.getSession().getProperties() != sender.getJavaMailProperties();
	}

	private void examine(Session session, String beanName, MailSockets sockets) {
		if (protocols(session, sockets).anyMatch(ProtocolPreparation::isPrepared)) {
			this.report.getObject().reached(MailSockets.CLIENT, beanName);
		}
		else {
			sockets.report("the bean " + beanName + " has a session that was made elsewhere",
					"Give that session a property mail.smtp.socketFactory of type MptcpSocketFactory,"
							+ " or configure the sender with spring.mail.host");
		}
	}

	private static boolean prepare(Session session, MailSockets sockets, boolean madeByBoot) {
		return protocols(session, sockets).filter((protocol) -> protocol.prepare(madeByBoot)).count() > 0;
	}

	private static Stream<ProtocolPreparation> protocols(Session session, MailSockets sockets) {
		return Stream.of(session.getProviders())
			.map(Provider::getProtocol)
			.distinct()
			.map((protocol) -> new ProtocolPreparation(session.getProperties(), protocol, sockets));
	}

}
