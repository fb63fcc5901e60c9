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

import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.WebServerFactory;

/**
 * Determines the names of servers without an adapter from their classes: {@code Own} of
 * an {@code OwnServletWebServer} or an {@code OwnServletWebServerFactory}.
 */
final class ServerNames {

	private ServerNames() {
	}

	static String of(WebServer server) {
		return of(server.getClass());
	}

	static String of(WebServerFactory factory) {
		return of(factory.getClass());
	}

	private static String of(Class<?> type) {
		String name = type.getSimpleName().replaceFirst("(Servlet|Reactive)?WebServer(Factory)?$", "");
		return name.isEmpty() ? type.getName() : name;
	}

}
