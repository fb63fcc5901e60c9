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

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.mail.MailMptcpAutoConfiguration;
import io.github.mptcpspring.testsupport.ServerCertificate;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.boot.mail.autoconfigure.MailSenderValidatorAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;

/**
 * An application that sends mail.
 */
final class MailApplication {

	/** With a logging system of Boot or without. */
	private static final Pattern LINE = Pattern.compile("(INFO|WARN) .*ClientLogger +(?::|--) (.*)");

	private MailApplication() {
	}

	/**
	 * Return an application with Boot's mail sender.
	 * @param mptcp whether MPTCP is enabled for clients
	 * @param port the port of the mail server
	 * @return what runs it
	 */
	static ApplicationContextRunner create(boolean mptcp, int port) {
		return create().withPropertyValues("client.mptcp.enabled=" + mptcp, "spring.mail.host=127.0.0.1",
				"spring.mail.port=" + port);
	}

	/**
	 * Return an application whose mail sender is its own, or that has none.
	 * @return what runs it
	 */
	static ApplicationContextRunner create() {
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(MptcpAutoConfiguration.class,
				MailMptcpAutoConfiguration.class, SslAutoConfiguration.class, MailSenderAutoConfiguration.class,
				MailSenderValidatorAutoConfiguration.class));
	}

	/**
	 * Return what makes an application trust a certificate by a bundle.
	 * @param certificate the certificate
	 * @return properties of the application
	 * @throws Exception when they cannot be made
	 */
	static String[] bundle(ServerCertificate certificate) throws Exception {
		List<String> properties = new ArrayList<>(certificate.trustOf("mail"));
		properties.add("spring.mail.ssl.bundle=mail");
		return properties.toArray(String[]::new);
	}

	/**
	 * Return the log lines about clients.
	 * @param output what the application printed
	 * @return level and message of each
	 */
	static List<String> log(CapturedOutput output) {
		return LINE.matcher(output).results().map((line) -> line.group(1) + " " + line.group(2)).toList();
	}

}
