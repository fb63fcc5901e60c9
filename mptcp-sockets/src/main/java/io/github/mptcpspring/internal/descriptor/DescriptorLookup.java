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
 * What the look-up of a socket's descriptor comes to.
 */
public sealed interface DescriptorLookup {

	/**
	 * Return the descriptor.
	 * @return the descriptor, empty when there is none
	 */
	default Optional<BorrowedDescriptor> descriptor() {
		return (this instanceof Found(BorrowedDescriptor descriptor)) ? Optional.of(descriptor) : Optional.empty();
	}

	/**
	 * The descriptor is known.
	 *
	 * @param found the descriptor, which belongs to whoever made the socket
	 */
	record Found(BorrowedDescriptor found) implements DescriptorLookup {
	}

	/**
	 * There is no way to the descriptor.
	 *
	 * @param because why
	 */
	record NotFound(Problem because) implements DescriptorLookup {
	}

}
