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

package io.github.mptcpspring.reactor;

import io.github.mptcpspring.internal.netty.ListenerOptions;
import io.github.mptcpspring.internal.netty.ListenerPreparation;
import io.github.mptcpspring.internal.netty.RefusableOptions;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.AttributeKey;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerConfig;
import reactor.netty.resources.LoopResources;

/**
 * {@link HttpServer} that prepares its listener on the event loops that it has when it
 * binds.
 * <p>
 * With Reactor Netty the creation of a channel can only be customized through the event
 * loops, and Boot may set these last: its {@code NettyWebServer} calls {@code runOn} with
 * the loops of the factory's {@code ReactorResourceFactory}, if it has one, after all
 * customizers. The factory does not expose whether it has one. So the loops are wrapped
 * where they are used instead of where they are set.
 */
final class PreparedHttpServer extends HttpServer {

	private static final AttributeKey<Object> NEVER_SET = AttributeKey
		.valueOf(PreparedHttpServer.class.getName() + ".NEVER_SET");

	private final HttpServer delegate;

	private final ListenerPreparation preparation;

	PreparedHttpServer(HttpServer delegate, ListenerPreparation preparation) {
		this.delegate = delegate;
		this.preparation = preparation;
	}

	@Override
	public Mono<? extends DisposableServer> bind() {
		return Mono.defer(() -> {
			HttpServerConfig configuration = configuration();
			ListenerOptions options = options(configuration);
			return remove(options, this.delegate)
				.runOn(PreparingLoopResources.wrap(configuration::loopResources, this.preparation.with(options)),
						configuration.isPreferNative())
				.bind();
		});
	}

	private static ListenerOptions options(HttpServerConfig configuration) {
		return new ListenerOptions(
				RefusableOptions.among(configuration.options(), ChannelOption.SO_REUSEADDR, ChannelOption.SO_BACKLOG),
				RefusableOptions.among(configuration.childOptions()), () -> {
					LoopResources loops = configuration.loopResources();
					return loops.onChannel(SocketChannel.class, loops.onServer(configuration.isPreferNative()));
				});
	}

	private static HttpServer remove(ListenerOptions options, HttpServer server) {
		HttpServer withoutOwn = options.own().removeFrom(server, (from, option) -> from.option(option, null));
		return options.accepted().removeFrom(withoutOwn, (from, option) -> from.childOption(option, null));
	}

	@Override
	public HttpServerConfig configuration() {
		return this.delegate.configuration();
	}

	/**
	 * Every setter of a server changes the configuration of a duplicate. The method of
	 * the delegate is not accessible: removing an attribute that is not set creates a
	 * duplicate without any other change.
	 */
	@Override
	protected HttpServer duplicate() {
		return new PreparedHttpServer(this.delegate.attr(NEVER_SET, null), this.preparation);
	}

	@Override
	public String toString() {
		return this.delegate.toString();
	}

}
