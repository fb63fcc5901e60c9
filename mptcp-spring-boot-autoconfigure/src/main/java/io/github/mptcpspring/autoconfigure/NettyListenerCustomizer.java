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

import io.github.mptcpspring.netty.ServerLoopResources;
import io.github.mptcpspring.socket.ListenerObserver;
import io.github.mptcpspring.socket.ListenerSettings;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * {@link WebServerFactoryCustomizer} that makes embedded Reactor Netty listen as the
 * properties say.
 * <p>
 * Boot gives the server the event loops of its resource factory after every customizer of
 * the server has been called, so it is the resource factory that has to be wrapped.
 */
class NettyListenerCustomizer implements ListenerCustomizer<NettyReactiveWebServerFactory> {

	private final ListenerSettings settings;

	private final ListenerObserver observer;

	private final ReactorResourceFactory resourceFactory;

	NettyListenerCustomizer(ListenerSettings settings, ListenerObserver observer,
			ReactorResourceFactory resourceFactory) {
		this.settings = settings;
		this.observer = observer;
		this.resourceFactory = resourceFactory;
	}

	@Override
	public void customize(NettyReactiveWebServerFactory factory) {
		if (!this.settings.isPlain()) {
			factory.setResourceFactory(new ListeningResourceFactory());
		}
	}

	/**
	 * The application's {@link ReactorResourceFactory}, whose life cycle stays with the
	 * application, as the server is to see it.
	 */
	private final class ListeningResourceFactory extends ReactorResourceFactory {

		@Override
		public LoopResources getLoopResources() {
			return new ServerLoopResources(NettyListenerCustomizer.this.resourceFactory.getLoopResources(),
					NettyListenerCustomizer.this.settings, NettyListenerCustomizer.this.observer);
		}

		@Override
		public ConnectionProvider getConnectionProvider() {
			return NettyListenerCustomizer.this.resourceFactory.getConnectionProvider();
		}

	}

}
