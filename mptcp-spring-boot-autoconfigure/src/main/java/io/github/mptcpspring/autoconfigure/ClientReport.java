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

package io.github.mptcpspring.autoconfigure;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Logs at startup which clients were reached: all in one line, and at debug level one
 * line for each bean. What could not be reached is a problem, and logged as such.
 */
public final class ClientReport implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(ClientReport.class);

	private final MptcpSettings settings;

	private final Map<String, Set<String>> beans = new LinkedHashMap<>();

	private boolean started;

	ClientReport(MptcpSettings settings) {
		this.settings = settings;
	}

	/**
	 * Return whether MPTCP or Fast Open is enabled for HTTP clients, or for a group of
	 * them.
	 * @return {@code true} if one is enabled
	 */
	public boolean isHttpClientEnabled() {
		return this.settings.httpClient();
	}

	/**
	 * Report that a client is prepared. After the start of the application, a client that
	 * has not been reported is logged at once.
	 * @param client what messages call the client, {@code "Jetty client"} for example
	 * @param beanName the name of the bean that is or builds the client
	 */
	public synchronized void reached(String client, String beanName) {
		Set<String> ofClient = this.beans.computeIfAbsent(client, (name) -> new LinkedHashSet<>());
		boolean isNew = ofClient.isEmpty();
		ofClient.add(beanName);
		if (this.started) {
			debug(client, beanName);
			if (isNew) {
				info(client);
			}
		}
	}

	@Override
	public synchronized void afterSingletonsInstantiated() {
		this.started = true;
		this.beans.forEach((client, names) -> names.forEach((name) -> debug(client, name)));
		if (!this.beans.isEmpty()) {
			info(String.join(", ", this.beans.keySet()));
		}
	}

	private void debug(String client, String beanName) {
		logger.debug("%s: prepared by bean %s".formatted(client, beanName));
	}

	private void info(String clients) {
		logger.info(
				"Clients prepared for %s: %s".formatted(this.settings.mptcpClient() ? "MPTCP" : "Fast Open", clients));
	}

}
