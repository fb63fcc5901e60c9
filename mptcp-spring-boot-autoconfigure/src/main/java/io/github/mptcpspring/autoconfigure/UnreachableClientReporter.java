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

import java.io.UncheckedIOException;
import java.util.stream.Stream;

import io.github.mptcpspring.socket.ClientSettings;
import io.github.mptcpspring.socket.MptcpUnavailableException;
import io.github.mptcpspring.socket.MptcpUnavailableException.Side;
import io.github.mptcpspring.socket.OnUnavailable;
import io.github.mptcpspring.socket.Shortcoming;
import io.github.mptcpspring.socket.Shortcoming.Missing;
import io.github.mptcpspring.socket.ShortcomingObserver;
import io.github.mptcpspring.socket.Unavailable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;

/**
 * Reports at start, once, that the HTTP client of the application has no way in for
 * MPTCP.
 */
class UnreachableClientReporter implements SmartInitializingSingleton {

	private final ClientSettings settings;

	private final ShortcomingObserver observer;

	private final ObjectProvider<ClientHttpRequestFactoryBuilder<?>> imperative;

	private final ObjectProvider<ClientHttpConnectorBuilder<?>> reactive;

	UnreachableClientReporter(ClientSettings settings, ShortcomingObserver observer,
			ObjectProvider<ClientHttpRequestFactoryBuilder<?>> imperative,
			ObjectProvider<ClientHttpConnectorBuilder<?>> reactive) {
		this.settings = settings;
		this.observer = observer;
		this.imperative = imperative;
		this.reactive = reactive;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.settings.isPlain()) {
			return;
		}
		Stream<Object> builders = Stream.concat(this.imperative.orderedStream(), this.reactive.orderedStream());
		builders.filter((builder) -> !isReachable(builder)).findFirst().ifPresent(this::report);
	}

	private static boolean isReachable(Object builder) {
		return builder instanceof ReactorClientHttpRequestFactoryBuilder
				|| builder instanceof ReactorClientHttpConnectorBuilder;
	}

	private void report(Object builder) {
		Unavailable because = Unavailable.permanently(
				"the sockets of the client that Boot chose (" + builder.getClass().getSimpleName()
						+ ") cannot be reached",
				"Add the dependency io.projectreactor.netty:reactor-netty-http, or choose it if it is there already:"
						+ " spring.http.clients.imperative.factory=reactor"
						+ " and spring.http.clients.reactive.connector=reactor");
		if (this.settings.mptcp() && this.settings.onUnavailable() == OnUnavailable.FAIL) {
			throw new UncheckedIOException(new MptcpUnavailableException(Side.CLIENT, because));
		}
		this.observer.observed(Shortcoming.of(Missing.MPTCP_AND_FAST_OPEN, because));
	}

}
