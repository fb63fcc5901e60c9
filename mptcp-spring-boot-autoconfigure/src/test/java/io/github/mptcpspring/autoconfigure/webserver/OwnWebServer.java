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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.reactive.ReactiveWebServerFactory;
import org.springframework.boot.web.server.servlet.ServletWebServerFactory;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * {@link WebServer} that no adapter knows. It listens and does nothing else.
 */
class OwnWebServer implements WebServer {

	private ServerSocketChannel channel;

	@Override
	public void start() {
		try {
			this.channel = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
			System.out.println("Own server started");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void stop() {
		try {
			if (this.channel != null) {
				this.channel.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public int getPort() {
		return (this.channel != null && this.channel.isOpen()) ? this.channel.socket().getLocalPort() : -1;
	}

	/**
	 * Its factory.
	 */
	static class OwnWebServerFactory implements ServletWebServerFactory, ReactiveWebServerFactory {

		@Override
		public WebServer getWebServer(ServletContextInitializer... initializers) {
			return new OwnWebServer();
		}

		@Override
		public WebServer getWebServer(HttpHandler httpHandler) {
			return new OwnWebServer();
		}

	}

}
