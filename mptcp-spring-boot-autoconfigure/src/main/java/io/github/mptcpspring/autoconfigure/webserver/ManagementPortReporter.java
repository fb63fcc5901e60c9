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

package io.github.mptcpspring.autoconfigure.webserver;

import java.io.UncheckedIOException;

import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.MptcpUnavailableException.Side;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;

/**
 * Reports that MPTCP is enabled for a management server that does not exist: without a
 * port of its own, the application's server serves the endpoints.
 */
class ManagementPortReporter implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(ManagementPortReporter.class);

	private final MptcpSettings settings;

	private final boolean ownPort;

	private final ApplicationContext applicationContext;

	ManagementPortReporter(MptcpSettings settings, boolean ownPort, ApplicationContext applicationContext) {
		this.settings = settings;
		this.ownPort = ownPort;
		this.applicationContext = applicationContext;
	}

	/**
	 * Called before a port is opened.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		// If MPTCP is enabled for the application's server, it serves management with
		// MPTCP too
		if (this.settings.management().mptcp() && !this.settings.server().mptcp() && !this.ownPort
				&& this.applicationContext instanceof WebServerApplicationContext) {
			report();
		}
	}

	private void report() {
		Problem because = Problem.permanent(
				"management.server.mptcp.enabled is set and there is no management server on a port of its own",
				"Set management.server.port to another port than server.port (with spring-boot-starter-actuator), or"
						+ " switch on the application's server: server.mptcp.enabled=true");
		if (this.settings.management().isMptcpRequired()) {
			throw new UncheckedIOException(new MptcpUnavailableException(Side.SERVER, because));
		}
		logger.warn("Management server: MPTCP is not used: %s. %s".formatted(because.description(), because.action()));
	}

}
