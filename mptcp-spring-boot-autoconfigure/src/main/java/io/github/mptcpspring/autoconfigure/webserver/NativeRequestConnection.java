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

import java.util.function.BiFunction;

import io.github.mptcpspring.MptcpConnection;
import org.jspecify.annotations.Nullable;

/**
 * Finds the connection of a request of one server, for handlers of Spring WebFlux.
 */
@FunctionalInterface
public interface NativeRequestConnection {

	/**
	 * Find the connection of a request.
	 * @param nativeRequest the request of the server, or of another one
	 * @return the connection, {@code null} if this is another server's request or it has
	 * none
	 */
	@Nullable MptcpConnection find(Object nativeRequest);

	/**
	 * Return how to find the connection of a request whose server has set its attribute.
	 * @param requestType the type of the requests of the server
	 * @param attributeReader reads an attribute of a request
	 * @param <R> the type of the requests of the server
	 * @return the way to find it
	 */
	static <R> NativeRequestConnection ofAttribute(Class<R> requestType,
			BiFunction<R, String, @Nullable Object> attributeReader) {
		return (nativeRequest) -> (requestType.isInstance(nativeRequest) && attributeReader
			.apply(requestType.cast(nativeRequest), MptcpConnection.ATTRIBUTE) instanceof MptcpConnection connection)
					? connection : null;
	}

}
