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

package io.github.mptcpspring.endpoint;

import io.github.mptcpspring.testsupport.boot.EmbeddedServer;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application of the tests on one of the {@link WebStack web stacks}.
 */
final class EndpointServer extends EmbeddedServer {

	EndpointServer(String name, ConfigurableApplicationContext context) {
		super(name, context);
	}

	/**
	 * Return one who asks the endpoint on the port of the application.
	 * @return the client
	 */
	EndpointClient endpoint() {
		return new EndpointClient(port(), context());
	}

	/**
	 * Return one who asks the endpoint on the management port.
	 * @return the client
	 */
	EndpointClient managementEndpoint() {
		return new EndpointClient(managementPort(), context());
	}

}
