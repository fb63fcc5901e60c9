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

import io.github.mptcpspring.internal.server.ListenerSockets;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * {@link WebServerFactoryCustomizer} that stops an application whose server no adapter
 * prepares, if MPTCP is required: before a port is open. {@link UnpreparedServerReporter}
 * does everything else.
 */
class UnpreparedServerRefusal implements WebServerFactoryCustomizer<WebServerFactory>, Ordered {

	private final UnpreparedListeners listeners;

	private final ObjectProvider<ListenerCustomizer<?>> adapters;

	UnpreparedServerRefusal(ListenerSockets sockets, ObjectProvider<ListenerCustomizer<?>> adapters) {
		this.listeners = new UnpreparedListeners(sockets);
		this.adapters = adapters;
	}

	@Override
	public void customize(WebServerFactory factory) {
		if (this.listeners.isMptcpRequired()
				&& this.adapters.stream().noneMatch((adapter) -> adapter.serves(factory))) {
			this.listeners.refuse(ServerNames.of(factory));
		}
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
