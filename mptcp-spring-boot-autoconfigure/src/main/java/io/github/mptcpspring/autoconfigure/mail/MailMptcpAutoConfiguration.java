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

import io.github.mptcpspring.autoconfigure.ClientReport;
import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.OnMptcpEnabledCondition;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import jakarta.mail.Session;
import org.eclipse.angus.mail.util.SocketFetcher;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for MPTCP on the mail sender that
 * Spring Boot builds and on those of the application, with the stores that are opened
 * through their sessions.
 */
@AutoConfiguration(after = MptcpAutoConfiguration.class)
@ConditionalOnClass({ JavaMailSenderImpl.class, Session.class, SocketFetcher.class })
@ConditionalOnBean(MptcpSettings.class)
@Conditional(OnMptcpEnabledCondition.Client.class)
public final class MailMptcpAutoConfiguration {

	MailMptcpAutoConfiguration() {
	}

	@Bean
	MailSockets mptcpMailSockets(ClientSockets sockets) {
		return new MailSockets(sockets);
	}

	@Bean
	static MailSenderPostProcessor mptcpMailSenderPostProcessor(ObjectProvider<MailSockets> sockets,
			ObjectProvider<ClientReport> report) {
		return new MailSenderPostProcessor(sockets, report);
	}

}
