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

package io.github.mptcpspring.internal.descriptor;

import java.util.Optional;

import io.github.mptcpspring.Problem;

/**
 * The result of the look-up of the descriptor of a socket.
 */
public sealed interface DescriptorLookup {

	/**
	 * Return the descriptor.
	 * @return the descriptor, or empty if it was not found
	 */
	default Optional<BorrowedDescriptor> descriptor() {
		return (this instanceof Found(BorrowedDescriptor descriptor)) ? Optional.of(descriptor) : Optional.empty();
	}

	/**
	 * The descriptor was found.
	 *
	 * @param found the descriptor, owned by the object that opened the socket
	 */
	record Found(BorrowedDescriptor found) implements DescriptorLookup {
	}

	/**
	 * The descriptor was not found.
	 *
	 * @param because the reason
	 */
	record NotFound(Problem because) implements DescriptorLookup {
	}

}
