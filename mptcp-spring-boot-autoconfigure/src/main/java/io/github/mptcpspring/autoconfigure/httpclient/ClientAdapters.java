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

package io.github.mptcpspring.autoconfigure.httpclient;

import org.springframework.beans.factory.ObjectProvider;

/**
 * The adapters of the HTTP client libraries that the application has.
 *
 * @param adapters one for each library
 */
record ClientAdapters(ObjectProvider<ClientBuilderPostProcessor<?>> adapters) {

	/**
	 * Return whether the clients of a builder are reached.
	 * @param builder the builder
	 * @return {@code true} if it is a builder of one of the libraries
	 */
	boolean isReachable(Object builder) {
		return this.adapters.stream().anyMatch((adapter) -> adapter.isReachable(builder));
	}

	/**
	 * Return whether the client of a transport has been customized.
	 * @param transport the transport
	 * @return {@code true} if the settings apply to it
	 */
	boolean isPrepared(Object transport) {
		return this.adapters.stream().anyMatch((adapter) -> adapter.isCustomized(transport));
	}

	/**
	 * Return how the application customizes a transport that it makes itself.
	 * @param transport the transport
	 * @return the instruction for its library, or that for Reactor Netty if no adapter
	 * knows the library, a clause without a full stop
	 */
	String instruction(Object transport) {
		return this.adapters.stream()
			.flatMap((adapter) -> adapter.findInstruction(transport).stream())
			.findFirst()
			.orElse(ReactorBuilderPostProcessor.INSTRUCTION);
	}

}
